import Scenarios
import ScenarioFiles
import Circulation
import Foundation
public import LoopLevel
import Quantities
import Reports

/// A self-contained HTML page about a comparison: no outside script, style or font.
public struct ComparisonPage {
    let comparison: TreatmentComparison
    let provenance: LoopProvenance

    /// Makes the page.
    public init(_ comparison: TreatmentComparison, provenance: LoopProvenance) {
        self.comparison = comparison
        self.provenance = provenance
    }

    /// The document.
    public var html: String {
        let hearts = comparison.untreated.document.hearts
        let intervals = hearts.map { "; 90 % intervals of \($0) equally likely hearts" } ?? ""
        let reflex =
            comparison.settings.reflex ? "the baroreflex answers" : "without baroreflex"
        return """
            \(ReportStyle.head("\(comparison.patient), treated", style: Self.style))
            <header><h1>\(SVG.escape(comparison.patient))</h1><p>treatments against the untreated heart \
            on the closed loop, \(Self.seconds(comparison.secondsAfter)) after the change; \(reflex)\
            \(intervals)</p></header>
            \(answers)\(warnings)\(expectations)\(PatientCard(comparison).html)\(HealthyBars(comparison).html)\
            \(ComparisonCharts(comparison).html)\(matrix)\(source)
            <footer>Computed by hearttwin. For research only; not for clinical use.</footer>
            </main></body></html>
            """
    }

    private static let style = """
        .answers { list-style: none; padding: 0; margin: 18px 0 0; }
        .answers li { background: var(--paper); border: 1px solid var(--line); border-left: 5px solid #777;
          border-radius: 8px; padding: 10px 14px; margin: 0 0 8px; }
        .answers b { font-weight: 640; } .answers p { margin: 2px 0 0; }
        .card { overflow-x: auto; } td.sure { font-weight: 640; } td.n small { color: var(--soft); display: block; }
        table.matrix td:first-child { min-width: 190px; }
        table.matrix td.n, table.matrix th.n { text-align: right; padding-left: 16px; }
        table.matrix th.n { white-space: normal; vertical-align: bottom; max-width: 180px; }
        td.strip svg { width: 100%; height: 22px; display: block; } td.strip { width: 30%; min-width: 180px; }
        """

    /// What changes, how sure, and whether that is inside published experience.
    private var answers: String {
        let items = comparison.outcomes.enumerated().map { place, outcome -> String in
            let colour = ComparisonCharts.colour(place)
            let body = outcome.failure ?? Self.sentence(outcome)
            return """
                <li style="border-left-color:\(colour)"><b>\(SVG.escape(outcome.name))</b>\
                <p>\(SVG.escape(body))</p></li>
                """
        }
        return "<ul class=\"answers\">\(items.joined())</ul>"
    }

    /// Numbers that the first sentence tells, with the word for them.
    private static let headlines = [
        ("aorticMeanMmHg", "mean arterial pressure"), ("systemicFlowLPerMin", "blood flow"),
        ("lvSVML", "stroke volume"), ("lvEFPercent", "ejection fraction"),
        ("laMeanMmHg", "left atrial pressure"), ("heartRatePerMin", "heart rate"),
    ]

    private static func sentence(_ outcome: TreatmentComparison.Outcome) -> String {
        let changes = headlines.compactMap { identifier, word -> String? in
            guard let row = outcome.row(identifier), let treated = row.treated,
                let change = row.change, let percent = row.changePercent, abs(percent) >= 0.5
            else { return nil }
            var text =
                String(format: "%@ %.3g → %.3g %@", word, row.untreated, treated, row.unit)
                + " (\(signed(change))"
            if let low = row.changeLow, let high = row.changeHigh {
                text += ", 90 %: \(signed(low)) to \(signed(high))"
            }
            return text + ")"
        }
        let body =
            changes.isEmpty
            ? "Pressures, flows and rate stay within half a percent."
            : changes.joined(separator: ", ") + "."
        return [body, ExpectationTable(rows(outcome)).sentence].compactMap { $0 }
            .joined(separator: " ")
    }

    private static func rows(_ outcome: TreatmentComparison.Outcome) -> [ExpectationTable.Row] {
        outcome.judgements.map {
            ExpectationTable.Row(
                treatment: outcome.treatment.scenario.name, quantity: outcome.title($0.metric),
                judgement: $0)
        }
    }

    private var warnings: String {
        let lines = comparison.outcomes.flatMap { outcome in
            comparison.warnings(of: outcome).map { "\(outcome.name): \($0)" }
        }
        guard !lines.isEmpty else { return "" }
        let items = lines.map { "<li>\(SVG.escape($0))</li>" }.joined()
        return "<h2>Before you read on</h2><div class=\"warnings\"><ul>\(items)</ul></div>"
    }

    private var expectations: String {
        ExpectationTable(comparison.outcomes.flatMap(Self.rows)).html
    }

    /// Every number, untreated and its change by each treatment; bold where the sign is sure.
    private var matrix: String {
        let heads = comparison.outcomes.map {
            "<th class=\"n\">\(SVG.escape($0.treatment.scenario.name))</th>"
        }
        let rows = comparison.untreated.document.metrics.map { metric -> String in
            let cells = comparison.outcomes.map { Self.cell($0.row(metric.id)) }
            return """
                <tr><td>\(SVG.escape(metric.name))</td><td class="n">\
                \(TreatmentComparison.number(metric.untreated)) \(SVG.escape(metric.unit))</td>\
                \(cells.joined())</tr>
                """
        }
        let hearts = comparison.untreated.document.hearts
        let note =
            hearts == nil
            ? "Changes in the unit of the quantity."
            : "Changes of the best heart in the unit of the quantity, below them the 90 % interval of the "
                + "equally likely hearts, each compared with itself; bold where 95 % agree on the sign."
        return """
            <h2>All changes</h2><div class="card"><table class="matrix" id="matrix"><thead><tr>\
            <th>Quantity</th><th class="n">untreated</th>\(heads.joined())</tr></thead><tbody>\
            \(rows.joined())</tbody></table><p>\(note)</p></div>
            """
    }

    private static func cell(_ row: LoopReport.Row?) -> String {
        guard let row, let change = row.change else { return "<td class=\"n\">–</td>" }
        guard abs(change) >= TreatmentComparison.nothing * abs(row.untreated) else {
            return "<td class=\"n\">0</td>"
        }
        var text = signed(change)
        if let low = row.changeLow, let high = row.changeHigh {
            text += "<small>\(Self.signed(low)) to \(Self.signed(high))</small>"
        }
        let rise = row.probabilityOfRise ?? 0.5
        return "<td class=\"n\(rise >= 0.95 || rise <= 0.05 ? " sure" : "")\">\(text)</td>"
    }

    /// Three digits, never with an exponent where whole numbers do.
    private static func signed(_ value: Double) -> String {
        String(format: abs(value) >= 100 ? "%+.0f" : "%+.3g", value)
    }

    private var source: String {
        let rows = [
            ("program", "hearttwin \(provenance.version)"),
            ("command", provenance.arguments.joined(separator: " ")),
            ("patient file", provenance.patientFile), ("SHA-256", provenance.sha256),
        ].map { "<tr><td>\($0)</td><td>\(SVG.escape($1))</td></tr>" }
        return """
            <h2>How this was made</h2><div class="card"><table>\(rows.joined())</table></div>
            """
    }

    private static func seconds(_ value: Double) -> String { String(format: "%.0f s", value) }
}
