import Foundation
import Reports

/// A self-contained HTML page about a suite's outcome: no outside script, style or font.
public struct SuitePage {
    private let outcome: SuiteOutcome

    /// A page.
    public init(_ outcome: SuiteOutcome) { self.outcome = outcome }

    /// The document.
    public var html: String {
        """
        \(ReportStyle.head(outcome.suite, style: SuiteStyle.text))
        <header><h1>\(SVG.escape(outcome.suite))</h1><p>\(SVG.escape(outcome.summary))</p></header>
        \(verdict)\(tiles)\(attention)\(table)\(curves)\(agreement)\(origins)
        <footer>Computed by hearttwin \(SVG.escape(outcome.version)). For research only; not for clinical use.</footer>
        </main></body></html>
        """
    }

    private var verdict: String {
        let judged = outcome.counts.pass + outcome.counts.warn + outcome.counts.fail
        let (style, words) =
            judged == 0
            ? ("warn", "Nothing was judged.")
            : outcome.passed
                ? outcome.counts.warn == 0
                    ? ("pass", "Passed: every judged row is as published.")
                    : (
                        "warn",
                        "Passed, with \(outcome.counts.warn) of \(judged) judged rows in doubt."
                    )
                : ("fail", "\(outcome.counts.fail) of \(judged) judged rows fail.")
        return "<p class=\"verdict \(style)\">\(words)</p>"
    }

    private var tiles: String {
        let score = outcome.score.map { String(format: "%.1f %%", 100 * $0) } ?? "–"
        let shown = [
            (score, "weighted score"), ("\(outcome.counts.pass)", "pass"),
            ("\(outcome.counts.warn)", "warn"), ("\(outcome.counts.fail)", "fail"),
            ("\(outcome.counts.info + outcome.counts.skipped)", "not judged"),
        ]
        let tiles = shown.map { "<div class=\"tile\"><b>\($0)</b><span>\($1)</span></div>" }
        return "<div class=\"tiles\">\(tiles.joined())</div>"
    }

    /// What needs a look first: failures, then doubts, then gaps.
    private var attention: String {
        let order: [Verdict] = [.fail, .warn]
        let rows = order.flatMap { verdict in outcome.rows.filter { $0.verdict == verdict } }
        let gaps = outcome.populations.compactMap { population in
            population.missing.map {
                "<li>\(SVG.escape(population.name)) is left out: \(SVG.escape($0))</li>"
            }
        }
        guard !rows.isEmpty || !gaps.isEmpty else { return "" }
        let items = rows.map {
            """
            <li><span class="badge \($0.verdict.rawValue)">\($0.verdict.rawValue)</span> \
            <b>\(SVG.escape($0.id))</b>: \(SVG.escape($0.words)) <span class="soft">(\
            \(SVG.escape($0.source)))</span></li>
            """
        }
        return """
            <h2>To look at first</h2><div class="card"><ul class="plain">\((items + gaps).joined())</ul></div>
            """
    }

    /// The source that most rows have, where several have it.
    private var common: String? {
        let counts = Dictionary(outcome.rows.map { ($0.source, 1) }, uniquingKeysWith: +)
        let most = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }
        return most.flatMap { $0.value > 1 ? $0.key : nil }
    }

    /// What the names of all rows begin with: their one population, which says nothing in every line.
    private var prefix: String {
        guard let population = outcome.rows.first?.population else { return "" }
        let prefix = population + ": "
        let isCommon = outcome.rows.allSatisfy {
            $0.population == population && $0.id.hasPrefix(prefix)
        }
        return isCommon ? prefix : ""
    }

    private var table: String {
        let prefix = prefix
        let rows = outcome.rows.map { row -> String in
            let z = row.z.map { String(format: "%+.2f", $0) } ?? ""
            let expected = row.expected.map(SuiteText.number) ?? ""
            let band = SuiteText.band(row.low, row.high)
            return """
                <tr><td><span class="badge \(row.verdict.rawValue)">\(row.verdict.rawValue)</span></td>\
                <td>\(SVG.escape(String(row.id.dropFirst(prefix.count))))<div class="soft">\(row.kind)\
                \(row.of == "value" ? "" : " of \(row.of)") · \(SVG.escape(row.finding))</div></td>\
                <td class="n">\(row.observed.map(SuiteText.number) ?? "")</td>\
                <td>\(SVG.escape(row.unit.map(SuiteText.plain) ?? ""))</td>\
                <td class="strip">\(RowBar(row: row).svg())</td><td class="n">\(band)</td>\
                <td class="n">\(expected)</td><td class="n">\(z)</td>\
                <td class="source">\(row.source == common ? "" : SVG.escape(row.source))</td></tr>
                """
        }
        let source =
            common.map {
                "<p class=\"soft\">Source, where a row has no other: \(SVG.escape($0))</p>"
            } ?? ""
        return """
            <h2>All rows</h2>\(source)<div class="card" id="rows"><table><tr><th></th><th></th><th class="n">observed</th>\
            <th></th><th>green: accepted, dashed: published</th><th class="n">accepted</th>\
            <th class="n">published</th><th class="n">z</th>\
            <th>source</th></tr>\(rows.joined())</table></div>
            """
    }

    private var curves: String {
        let charts = outcome.rows.compactMap { row -> String? in
            guard let curve = row.curve else { return nil }
            let suffix = SuiteText.plain(curve.yUnit)
            return "<div class=\"card\">"
                + LineChart(
                    title: row.id,
                    x: Axis(
                        "\(curve.xName) \(SuiteText.plain(curve.xUnit))", covering: curve.x),
                    y: Axis(suffix, covering: curve.expected + curve.observed),
                    curves: [
                        Curve(
                            name: "published", x: curve.x, y: curve.expected, style: "ink",
                            dashed: true),
                        Curve(name: "observed", x: curve.x, y: curve.observed, style: "left"),
                    ]
                ).svg() + "</div>"
        }
        guard !charts.isEmpty else { return "" }
        return "<h2>Curves</h2><div class=\"pair\">\(charts.joined())</div>"
    }

    private var agreement: String {
        // Several rows may judge the same individuals; they are drawn once.
        var seen: Set<String> = []
        let charts = outcome.rows.compactMap { row -> String? in
            guard let agreement = row.agreement,
                seen.insert("\(row.quantity) \(row.population)").inserted
            else { return nil }
            return AgreementCharts(row: row, agreement: agreement).html
        }
        guard !charts.isEmpty else { return "" }
        return "<h2>Predicted and measured</h2>" + charts.joined()
    }

    private var origins: String {
        let populations = outcome.populations.map { population in
            "<li><b>\(SVG.escape(population.name))</b>: \(SVG.escape(population.origin))"
                + population.notes.map { "<div class=\"soft\">\(SVG.escape($0))</div>" }.joined()
                + "</li>"
        }
        let files = outcome.inputs.map {
            "<li>\(SVG.escape($0.path)) <span class=\"soft\">SHA-256 \($0.sha256.prefix(16))…</span></li>"
        }
        return """
            <h2>Where the numbers come from</h2><div class="card"><ul class="plain">\(populations.joined())</ul>\
            <p class="soft">Files</p><ul class="plain">\(files.joined())</ul></div>
            """
    }
}
