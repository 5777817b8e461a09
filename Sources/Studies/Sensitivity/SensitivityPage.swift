import Foundation
import Reports

/// A self-contained HTML page about a study of sensitivity: no outside script, style or font.
public struct SensitivityPage {
    let document: SensitivityDocument

    /// Makes the page.
    public init(_ document: SensitivityDocument) { self.document = document }

    /// The document.
    public var html: String {
        let what =
            document.interventions.isEmpty
            ? "numbers of the heart as it is"
            : (document.changes ? "changes by " : "numbers after ")
                + document.interventions.joined(separator: " + ")
        return """
            \(ReportStyle.head("\(document.patient), sensitivity", style: Self.style))
            <header><h1>\(SVG.escape(document.patient))</h1><p>what \(SVG.escape(what)) depend on: \
            \(document.inputs.count) inputs, \(document.hearts) hearts on the closed loop</p></header>
            \(answers)\(warnings)\(document.outputs.map(section).joined())\(inputs)\(source)
            <footer>Computed by hearttwin. For research only; not for clinical use.</footer>
            </main></body></html>
            """
    }

    private static let style = """
        .answers { list-style: none; padding: 0; margin: 18px 0 0; }
        .answers li { background: var(--paper); border: 1px solid var(--line); border-left: 5px solid #0072b2;
          border-radius: 8px; padding: 10px 14px; margin: 0 0 8px; }
        .card { overflow-x: auto; }
        """

    /// What matters most, number by number.
    private var answers: String {
        let items = document.outputs.map { output -> String in
            guard output.rows > 0 else {
                return "<li><b>\(SVG.escape(output.name))</b>: too few hearts have it to say.</li>"
            }
            let top = output.ordered.filter { ($0.total?.value ?? 0) >= 0.05 }.prefix(3).map {
                "\($0.input) (\(Int((100 * ($0.total?.value ?? 0)).rounded())) %)"
            }
            let body =
                top.isEmpty
                ? "depends on none of the inputs"
                : "its spread, 90 % from \(SensitivityDocument.digits(output.low)) to "
                    + "\(SensitivityDocument.digits(output.high)) \(output.unit), is mostly that of "
                    + top.joined(separator: ", ")
            return "<li><b>\(SVG.escape(output.name))</b>: \(SVG.escape(body)).</li>"
        }
        return "<ul class=\"answers\">\(items.joined())</ul>"
    }

    private var warnings: String {
        guard !document.warnings.isEmpty else { return "" }
        let items = document.warnings.map { "<li>\(SVG.escape($0))</li>" }.joined()
        return "<h2>Before you read on</h2><div class=\"warnings\"><ul>\(items)</ul></div>"
    }

    private func section(_ output: SensitivityDocument.Output) -> String {
        """
        <h2>\(SVG.escape(output.name)) (\(SVG.escape(output.unit)))</h2><div class="pair">\
        <div class="card" id="tornado-\(output.id)">\(TornadoChart(output).svg())</div>\
        <div class="card" id="shares-\(output.id)">\(ShareChart(output).svg())</div></div>
        """
    }

    private var inputs: String {
        let rows = document.inputs.map {
            "<tr><td>\(SVG.escape($0.name))</td><td>\(SVG.escape($0.range))</td></tr>"
        }
        return """
            <h2>What varies</h2><div class="card"><table><thead><tr><th>Input</th><th>Range</th></tr></thead>\
            <tbody>\(rows.joined())</tbody></table><p>Inputs vary independently. Bars of the tornado: the number with \
            one input at its 5 and 95 % quantile, the others in the middle. Shares: of the variance over all inputs, \
            alone (first order) and together with others (total), with 90 % intervals.</p></div>
            """
    }

    private var source: String { document.provenance.card(seed: document.seed) }
}
