import Circulation
import Cohorts
import Foundation
import Patients
import Reports

/// A self-contained HTML page about a cohort: no outside script, style or font.
struct CohortPage {
    private let report: CohortReport
    /// Values of each row of the report.
    private let values: [[Double]]

    init(_ cohort: Cohort, _ report: CohortReport) {
        self.report = report
        values = report.rows.map { row in
            if row.name == "heart_rate" { return cohort.patients.map { $0.loop["heartRate"] } }
            let place = cohort.readings.firstIndex { $0.name == row.name } ?? 0
            return cohort.patients.map { $0.readings[place] }
        }
    }

    /// The document.
    var html: String {
        """
        \(ReportStyle.head("\(report.summary), virtual cohort", style: Self.style))
        <header><h1>\(SVG.escape(report.summary)): \(report.count) virtual patients</h1>
        <p>closed loops drawn with seed \(report.seed); none of these people exists</p></header>
        \(tiles)\(histograms(asked: true))\(histograms(asked: false))\(table)\(rejections)
        <footer>Computed by hearttwin. For research only; not for clinical use.</footer>
        </main></body></html>
        """
    }

    private static let style = """
        .many { display: grid; grid-template-columns: repeat(auto-fill, minmax(250px, 1fr)); gap: 10px; }
        .many h3 { font-size: 13.5px; margin: 0; font-weight: 620; }
        .many p { margin: 2px 0 6px; font-size: 12.5px; color: var(--soft); }
        .many svg { width: 100%; height: auto; display: block; }
        p.key { color: var(--soft); font-size: 13px; margin: 0 0 10px; }
        .key i { display: inline-block; width: 14px; height: 10px; margin: 0 4px 0 10px; border-radius: 2px; }
        .card { overflow-x: auto; }
        """

    private var tiles: String {
        let asked = report.rows.filter { $0.targetMean != nil }
        let z = asked.compactMap(\.z).map(abs).max() ?? 0
        let normal = asked.compactMap(\.shareNormal)
        var tiles = [
            (String(report.count), "patients"),
            (String(format: "%.0f %%", 100 * report.acceptance), "of the candidates accepted"),
            (String(format: "%.1f", z), "largest |z| of a mean"),
        ]
        if report.kind.hasPrefix("healthy") {
            let share = normal.reduce(0, +) / Double(max(normal.count, 1))
            tiles.append((String(format: "%.0f %%", 100 * share), "inside the normal ranges"))
        }
        if let youngest = report.ages.min(), let oldest = report.ages.max() {
            tiles.append((String(format: "%.0f–%.0f", youngest, oldest), "years of age"))
        }
        return "<div class=\"tiles\">"
            + tiles.map { "<div class=\"tile\"><b>\($0)</b><span>\($1)</span></div>" }.joined()
            + "</div>"
    }

    private func histograms(asked: Bool) -> String {
        let chosen = report.rows.indices.filter { (report.rows[$0].targetMean != nil) == asked }
        guard !chosen.isEmpty else { return "" }
        let cards = chosen.map { place -> String in
            let row = report.rows[place]
            let wanted = row.targetMean.map { mean in
                "wanted \(Self.number(mean)) ± \(Self.number(row.targetDeviation ?? 0)), "
            }
            return """
                <div class="card"><h3>\(Self.title(row.name))</h3><p>\(wanted ?? "")\
                \(asked ? "drawn " : "")\(Self.number(row.mean)) ± \(Self.number(row.deviation)) \
                \(Self.plain(row.unit))</p>\(Histogram(values[place], row).svg)</div>
                """
        }
        let title =
            asked
            ? "What the population was drawn to show"
            : "What follows from it: nobody asked for these"
        let key = """
            <p class="key"><i style="background:#0072b2"></i>cohort<i style="background:#bfe3d5"></i>normal \
            range\(asked ? "<i style=\"background:#16202b;height:2px;vertical-align:4px\"></i>wanted" : "")</p>
            """
        return "<h2>\(title)</h2>\(key)<div class=\"many\">\(cards.joined())</div>"
    }

    private var table: String {
        let rows = report.rows.filter { $0.targetMean != nil }.map { row in
            """
            <tr><td>\(Self.title(row.name))</td><td class="n">\(Self.number(row.targetMean ?? 0)) ± \
            \(Self.number(row.targetDeviation ?? 0))</td><td class="n">\(Self.number(row.mean)) ± \
            \(Self.number(row.deviation))</td><td>\(Self.plain(row.unit))</td>\
            <td class="n">\(row.z.map { String(format: "%+.1f", $0) } ?? "")</td>\
            <td class="n">\(row.probability.map { String(format: "%.2f", $0) } ?? "")</td>\
            <td class="n">\(row.shareNormal.map { String(format: "%.0f %%", 100 * $0) } ?? "")</td>\
            <td>\(SVG.escape(row.source ?? ""))</td></tr>
            """
        }
        return """
            <h2>Wanted and drawn</h2><div class="card" id="moments"><table><tr><th></th><th>wanted</th>\
            <th>drawn</th><th></th><th>z</th><th>KS p</th><th>normal</th><th>source of what was wanted</th></tr>\
            \(rows.joined())</table></div>
            """
    }

    private var rejections: String {
        guard !report.rejections.isEmpty else { return "" }
        let items = report.rejections.map { "<li>\($0.count): \(SVG.escape($0.reason))</li>" }
        return "<h2>Turned away</h2><div class=\"warnings\"><ul>\(items.joined())</ul></div>"
    }

    private static func title(_ name: String) -> String {
        SVG.escape(MeasurementCards.card(name)?.summary ?? name)
    }

    private static func plain(_ unit: String) -> String {
        unit == "1" ? "" : SVG.escape(unit.replacingOccurrences(of: "mm[Hg]", with: "mmHg"))
    }

    private static func number(_ value: Double) -> String {
        abs(value) >= 100 ? String(format: "%.0f", value) : String(format: "%.3g", value)
    }
}
