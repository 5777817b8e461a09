import Foundation
import Reports

/// A self-contained HTML page about a search: no outside script, style or font.
public struct OptimisationPage {
    let document: OptimisationDocument

    /// Makes the page.
    public init(_ document: OptimisationDocument) { self.document = document }

    /// The document.
    public var html: String {
        """
        \(ReportStyle.head("\(document.patient), optimised", style: Self.style))
        <header><h1>\(SVG.escape(document.patient))</h1><p>\(SVG.escape(aim)); \
        \(document.candidates.count) treatments\(document.exhaustive ? " (all there are)" : ""), \
        \(document.hearts) heart\(document.hearts == 1 ? "" : "s") each, on the closed loop</p></header>
        \(answers)\(warnings)\(cloud)\(table)\(source)
        <footer>Computed by hearttwin. For research only; not for clinical use.</footer>
        </main></body></html>
        """
    }

    private static let style = """
        .answers { list-style: none; padding: 0; margin: 18px 0 0; }
        .answers li { background: var(--paper); border: 1px solid var(--line); border-left: 5px solid #0072b2;
          border-radius: 8px; padding: 10px 14px; margin: 0 0 8px; }
        .card { overflow-x: auto; } #front svg { max-width: 760px; }
        """

    private var aim: String {
        document.objectives.map { "\($0.direction) \($0.metric)" }.joined(separator: ", ")
            + (document.constraints.isEmpty
                ? "" : "; kept: " + document.constraints.joined(separator: ", "))
    }

    private func values(_ entry: OptimisationDocument.Entry) -> String {
        zip(document.objectives, entry.objectives).map { objective, value in
            "\(objective.metric) \(SensitivityDocument.digits(value)) \(objective.unit)"
        }.joined(separator: ", ")
    }

    private var answers: String {
        let items = document.front.prefix(5).map { entry in
            """
            <li><b>\(SVG.escape(entry.treatment))</b>: \(SVG.escape(values(entry)))\
            \(entry.feasible ? "" : " (breaks a constraint)")</li>
            """
        }
        return "<ul class=\"answers\">\(items.joined())</ul>"
    }

    private var warnings: String {
        guard !document.warnings.isEmpty else { return "" }
        let items = document.warnings.map { "<li>\(SVG.escape($0))</li>" }.joined()
        return "<h2>Before you read on</h2><div class=\"warnings\"><ul>\(items)</ul></div>"
    }

    /// All treatments by the first two objectives, or by the first argument where there is one objective.
    private var cloud: String {
        let hasTwo = document.objectives.count >= 2
        func point(_ entry: OptimisationDocument.Entry) -> (x: Double, y: Double)? {
            guard let first = entry.objectives.first ?? nil else { return nil }
            if hasTwo { return entry.objectives[1].map { (first, $0) } }
            let number = entry.arguments.first?.split(separator: " ").first.flatMap { Double($0) }
            return number.map { ($0, first) }
        }
        let all = document.candidates.compactMap { entry in point(entry).map { (entry, $0) } }
        guard all.count > 1 else { return "" }
        let front = document.front.compactMap(point).sorted { $0.x < $1.x }
        let label = { (place: Int) -> String in
            let objective = document.objectives[place]
            return "\(objective.metric) (\(objective.unit))"
        }
        let chart = PointChart(
            title: hasTwo
                ? "Every treatment; filled: the front" : "Every treatment; filled: the best",
            xLabel: hasTwo ? label(0) : document.arguments.first?.name ?? "",
            yLabel: hasTwo ? label(1) : label(0),
            points: all.map { ($0.1.x, $0.1.y, $0.0.feasible) }, front: front)
        return "<h2>The search</h2><div class=\"card\" id=\"front\">\(chart.svg())</div>"
    }

    private var table: String {
        let heads =
            document.arguments.map(\.name) + document.objectives.map { "\($0.metric) (\($0.unit))" }
        let rows = document.front.map { entry -> String in
            let cells =
                entry.arguments + entry.objectives.map { SensitivityDocument.digits($0) }
            return "<tr>\(cells.map { "<td>\(SVG.escape($0))</td>" }.joined())</tr>"
        }
        return """
            <h2>What none beats</h2><div class="card"><table><thead><tr>\
            \(heads.map { "<th>\(SVG.escape($0))</th>" }.joined())</tr></thead><tbody>\(rows.joined())</tbody>\
            </table></div>
            """
    }

    private var source: String { document.provenance.card(seed: document.seed) }
}
