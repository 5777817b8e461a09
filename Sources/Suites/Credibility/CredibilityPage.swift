import Foundation
import Reports

/// A self-contained HTML page about credibility: one page first, the evidence behind it.
public struct CredibilityPage {
    private let report: CredibilityReport
    private let links: String

    /// A page; `links` leads from it to the files of the results.
    public init(_ report: CredibilityReport, links: String = "") {
        (self.report, self.links) = (report, links)
    }

    /// The document.
    public var html: String {
        """
        \(ReportStyle.head("Credibility", style: SuiteStyle.text + Self.style))
        <header><h1>Credibility of the model for its context of use</h1><p>in the vocabulary of ASME V&amp;V \
        40-2018; every number is one of a stored result</p></header>
        \(question)\(verdict)\(factors)\(questions)\(domainLine)\(limits)\(evidence)\(topics)\(applicability)\(results)
        <footer>Made by hearttwin from \(report.results.count) stored results\(versions). For research only; not for \
        clinical use: this report is no qualification of the model.</footer>
        </main></body></html>
        """
    }

    private static let style = """
        dl.context { display: grid; grid-template-columns: max-content 1fr; gap: 4px 18px; margin: 16px 0 0; }
        dl.context dt { color: var(--soft); } dl.context dd { margin: 0; }
        .dots { letter-spacing: 3px; white-space: nowrap; font-size: 15px; }
        .dots i { font-style: normal; color: #c3cad3; } .dots b { color: var(--ok); } .dots.low b { color: var(--out); }
        .gap { color: #7a5200; font-size: 13px; } tr.head td { background: var(--wash); font-weight: 600;
          color: var(--soft); font-size: 13px; }
        a { color: #00508a; }
        #questions td.activity { white-space: nowrap; width: 1%; padding-right: 22px; }
        @page { size: A4; margin: 11mm; }
        @media print { .second { break-before: page; } main { padding: 0; max-width: none; }
          body { font-size: 10.5px; line-height: 1.3; } header h1 { font-size: 17px; }
          h2 { font-size: 12px; margin: 7px 0 3px; } .verdict { font-size: 12.5px; margin: 6px 0 0; padding: 4px 10px; }
          th, td { padding: 1.5px 7px 1.5px 0; } th, .soft, .gap, .dots { font-size: 9.5px; }
          .card { padding: 4px 8px; } dl.context { margin: 6px 0 0; gap: 1px 12px; } p, p.soft { margin: 2px 0; }
          tr.head td { font-size: 9.5px; padding: 1px 7px 1px 0; } ul.plain { margin: 2px 0; } ul.plain li { margin: 0; }
          footer { margin-top: 8px; font-size: 9px; } }
        """

    private var versions: String {
        report.versions.isEmpty ? "" : " of version " + report.versions.joined(separator: ", ")
    }

    private func said(_ text: String?) -> String {
        text.map(SVG.escape) ?? "<span class=\"gap\">not stated</span>"
    }

    private var question: String {
        """
        <dl class="context"><dt>Question of interest</dt><dd>\(said(report.question))</dd>
        <dt>Context of use</dt><dd>\(said(report.use))</dd>
        <dt>Quantities of interest</dt><dd>\(said(report.quantities.isEmpty ? nil : report.quantities.joined(separator: ", ")))</dd>
        <dt>Model risk</dt><dd>\(said(report.risk.map(\.rawValue))) (influence \
        \(said(report.influence.map(\.rawValue))), consequence of a wrong decision \
        \(said(report.consequence.map(\.rawValue))))</dd></dl>
        """
    }

    private var verdict: String {
        let all = report.factors.count
        let gaps = report.factors.filter { !$0.isMet }.map { $0.title.lowercased() }
        let style = gaps.isEmpty ? "pass" : report.met * 2 >= all ? "warn" : "fail"
        let words =
            gaps.isEmpty
            ? "All \(all) goals are met by what is stored."
            : "\(report.met) of \(all) goals are met by what is stored. Not met: "
                + gaps.joined(separator: ", ") + "."
        return "<p class=\"verdict \(style)\">\(SVG.escape(words))</p>"
    }

    private var factors: String {
        var rows = ""
        var activity = ""
        for factor in report.factors {
            if factor.activity != activity {
                activity = factor.activity
                rows += "<tr class=\"head\"><td colspan=\"4\">\(SVG.escape(activity))</td></tr>"
            }
            let dots = (1...Gradation.highest).map {
                $0 <= factor.achieved ? "<b>●</b>" : "<i>○</i>"
            }.joined()
            let stated = factor.isStated ? " <span class=\"soft\">(stated by people)</span>" : ""
            let missing =
                factor.evidence.isEmpty && !factor.isStated && factor.achieved == 0
                ? " <span class=\"gap\">gap</span>" : ""
            rows += """
                <tr><td><a href="#factor-\(factor.identifier)">\(SVG.escape(factor.title))</a>\(missing)</td>\
                <td class="n">\(factor.goal)</td><td><span class="dots \(factor.isMet ? "" : "low")" \
                role="img" aria-label="\(factor.achieved) of 3">\(dots)</span></td>\
                <td>\(SVG.escape(factor.finding))\(stated)</td></tr>
                """
        }
        return """
            <h2>Credibility factors</h2><div class="card" id="factors"><table><tr><th>factor</th><th>goal</th>\
            <th>reached</th><th>what is stored</th></tr>\(rows)</table><p class="soft">Gradations: 0 no evidence; \
            1 less than half of the wanted results, or a judged number fails; 2 nothing fails, but a result is missing, \
            reduced or in doubt; 3 all of them in full.</p></div>
            """
    }

    /// What verification and validation are asked, on the first page: counts, with links to the numbers.
    private var questions: String {
        var activity = ""
        let rows = report.topics.enumerated().map { place, topic -> String in
            let label = topic.activity == activity ? "" : SVG.escape(topic.activity)
            activity = topic.activity
            let name =
                "<td class=\"soft activity\">\(label)</td><td><a href=\"#topic-\(place)\">"
                + "\(SVG.escape(topic.title))</a></td>"
            guard !topic.entries.isEmpty else {
                return "<tr>\(name)<td colspan=\"5\" class=\"gap\">gap: no stored number</td></tr>"
            }
            let (passed, warned, failed) = topic.counts
            let results = topic.results.map {
                "<a href=\"#result-\(SVG.escape($0))\">\(SVG.escape($0))</a>"
            }
            return """
                <tr>\(name)<td class="n">\(topic.entries.count)</td><td class="n">\(passed)</td>\
                <td class="n">\(warned)</td><td class="n \(failed > 0 ? "out" : "")">\(failed)</td>\
                <td class="soft">\(results.joined(separator: ", "))</td></tr>
                """
        }
        return """
            <h2>Evidence by question</h2><div class="card" id="questions"><table><tr><th></th><th></th>\
            <th class="n">judged</th><th class="n">pass</th><th class="n">doubt</th><th class="n">fail</th>\
            <th>stored results</th></tr>\(rows.joined())</table></div>
            """
    }

    private var domainLine: String {
        let sentence =
            report.applicability?.sentence
            ?? "No patient was given: how far one is from the validated domain is not known."
        return "<h2>This patient and the validated domain</h2><p>\(SVG.escape(sentence)). "
            .replacingOccurrences(of: "..", with: ".")
            + (report.applicability == nil ? "" : "<a href=\"#applicability\">All numbers</a>")
            + "</p>"
    }

    private var limits: String {
        let items = report.limits.map { "<li>\(SVG.escape($0))</li>" }.joined()
        return """
            <h2>Limits</h2><div class="warnings"><ul class="plain">\(items)<li>What the model leaves out is in \
            docs/limits.md.</li></ul></div>
            """
    }

    private var evidence: String {
        let sections = report.factors.map { factor -> String in
            let rows = factor.evidence.map {
                """
                <tr><td><a href="#result-\(SVG.escape($0.result))">\(SVG.escape($0.result))</a>\
                \($0.reduced ? " <span class=\"soft\">reduced</span>" : "")</td><td class="n">\($0.judged)</td>\
                <td class="n">\($0.passed)</td><td class="n">\($0.warned)</td>\
                <td class="n \($0.failed > 0 ? "out" : "")">\($0.failed)</td></tr>
                """
            }
            let table =
                rows.isEmpty
                ? ""
                : "<table><tr><th>stored result</th><th>judged</th><th>pass</th><th>warn</th><th>fail</th></tr>"
                    + rows.joined() + "</table>"
            let gaps = factor.gaps.map { "<li class=\"gap\">gap: \(SVG.escape($0))</li>" }
            return """
                <h3 id="factor-\(factor.identifier)">\(SVG.escape(factor.title)): \(factor.achieved) of \
                \(factor.goal) wanted</h3><p class="soft">\(SVG.escape(factor.asks))</p>\
                <p>\(SVG.escape(factor.finding))</p>\(table)<ul class="plain">\(gaps.joined())</ul>
                """
        }
        return
            "<h2 class=\"second\">Evidence by factor</h2><div class=\"card\">\(sections.joined())</div>"
    }

    private var topics: String {
        let sections = report.topics.enumerated().map { place, topic -> String in
            let name = SVG.escape("\(topic.activity): \(topic.title)")
            guard !topic.entries.isEmpty else {
                return
                    "<p id=\"topic-\(place)\"><b>\(name)</b> <span class=\"gap\">gap: no stored number</span></p>"
            }
            let failed = topic.counts.failed
            let rows = topic.entries.map {
                "<tr><td><a href=\"#result-\(SVG.escape($0.result))\">\(SVG.escape($0.result))</a></td>"
                    + Self.cells($0.number) + "</tr>"
            }
            return """
                <details id="topic-\(place)"><summary><b>\(name)</b>: \(topic.entries.count) numbers, \
                \(failed) fail</summary>\
                <table>\(rows.joined())</table></details>
                """
        }
        return "<h2>Numbers by question</h2><div class=\"card\">\(sections.joined())</div>"
    }

    /// Verdict, name, number, unit, band, published value.
    private static func cells(_ number: StoredResult.Number) -> String {
        let band = SuiteText.band(number.low, number.high)
        return """
            <td><span class="badge \(number.verdict.rawValue)">\(number.verdict.rawValue)</span></td>\
            <td>\(SVG.escape(number.name))</td><td class="n">\(SuiteText.number(number.observed))</td>\
            <td>\(SVG.escape(SuiteText.plain(number.unit)))</td><td class="n">\(band)</td>\
            <td class="n">\(number.expected.map(SuiteText.number) ?? "")</td>
            """
    }

    private var applicability: String {
        guard let applicability = report.applicability else { return "" }
        let groups = applicability.groups.map {
            """
            <tr><td>\(SVG.escape($0.name))</td><td>\(SVG.escape($0.result))</td><td class="n">\($0.shared)</td>\
            <td class="n">\(SuiteText.number($0.distance))</td><td>\(SVG.escape($0.farthest)) \
            \(String(format: "%+.1f", $0.farthestZ))</td><td class="n">\(Self.joint($0.joint))</td>\
            <td class="\($0.inside ? "ok" : "out")">\
            \($0.inside ? "inside" : "outside")</td></tr>
            """
        }
        let numbers = applicability.coordinates.map { number -> String in
            let unit = SuiteText.plain(number.unit)
            let cover = number.low.flatMap { low in
                number.high.map { "\(SuiteText.number(low)) … \(SuiteText.number($0))" }
            }
            return """
                <tr><td>\(SVG.escape(number.name))\
                \(number.simulated ? " <span class=\"soft\">simulated</span>" : "")</td>\
                <td class="n">\(SuiteText.number(number.value))</td>\
                <td>\(SVG.escape(unit))</td><td class="n">\(cover ?? "no group")</td>\
                <td class="\(number.inside ? "ok" : "out")">\(number.inside ? "covered" : "not covered")</td></tr>
                """
        }
        return """
            <h2 id="applicability">Distance of \(SVG.escape(applicability.patient)) from the validated domain</h2>\
            <div class="card"><table><tr><th>group</th><th>stored result</th><th>shared numbers</th>\
            <th>distance</th><th>farthest, z</th><th>taken together</th><th></th></tr>\(groups.joined())</table>\
            <table><tr><th>number</th><th>patient</th><th></th><th>all groups, mean ± 2 spreads</th><th></th></tr>\
            \(numbers.joined())</table><p class="soft">Distance: root mean square of z over the shared numbers. Taken \
            together: Mahalanobis distance D where correlations are known, and the share of such people who would be \
            farther out. Inside: no |z| above 2, at least three numbers shared, and that share at least 5 % where it is \
            known.</p></div>
            """
    }

    private static func joint(_ joint: JointDistance?) -> String {
        guard let joint else { return "as independent" }
        return "D \(SuiteText.number(joint.distance)) over \(joint.names.count), "
            + "\(SuiteText.number(100 * joint.farther)) % farther"
    }

    private var results: String {
        let sections = report.results.map { result -> String in
            let rows = result.numbers.filter { $0.verdict != .info }.map {
                "<tr>" + Self.cells($0) + "</tr>"
            }
            let judged = result.judged
            return """
                <details id="result-\(SVG.escape(result.key))"><summary><b>\(SVG.escape(result.name))</b>: \
                \(SVG.escape(result.summary)) – \(judged.passed) of \(judged.all) pass, \
                \(SVG.escape(result.date)), version \(SVG.escape(result.version))\
                \(result.quick ? ", reduced" : "") (<a href="\(SVG.escape(links + result.key + ".json"))">file</a>)\
                </summary><p class="soft">\(SVG.escape(result.source))</p><table><tr><th></th><th></th>\
                <th>observed</th><th></th><th>accepted</th><th>published</th></tr>\(rows.joined())</table></details>
                """
        }
        return "<h2>Stored results</h2><div class=\"card\">"
            + (sections.isEmpty ? "<p class=\"gap\">none</p>" : sections.joined()) + "</div>"
    }
}
