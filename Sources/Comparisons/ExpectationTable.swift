import Foundation
import Reports
import ScenarioFiles

/// Expectations of treatments and what became of them, as a section of a page.
struct ExpectationTable {
    /// One expectation.
    struct Row {
        /// Name of the treatment.
        let treatment: String
        /// Name of the number.
        let quantity: String
        /// What the heart shows.
        let judgement: ExpectationJudgement
    }

    private let rows: [Row]

    init(_ rows: [Row]) { self.rows = rows }

    /// How many hold, as a sentence; nil where nothing is expected.
    var sentence: String? {
        guard !rows.isEmpty else { return nil }
        let inside = rows.count { $0.judgement.verdict == .inside }
        return "\(inside) of \(rows.count) published "
            + (rows.count == 1 ? "expectation holds." : "expectations hold.")
    }

    /// The section; empty where nothing is expected.
    var html: String {
        guard !rows.isEmpty else { return "" }
        return """
            <h2>Against published experience</h2><div class="card" id="expectations" style="overflow-x:auto"><table><thead><tr>\
            <th>Treatment</th><th>Quantity</th><th>This heart</th><th>Published</th>\
            <th>green: published, mark: this heart</th><th></th><th>Source</th></tr></thead><tbody>\
            \(rows.map(Self.html).joined())</tbody></table></div>
            """
    }

    private static func html(_ row: Row) -> String {
        let judgement = row.judgement
        let span = max(judgement.high - judgement.low, 1e-12)
        let strip = IntervalStrip(
            low: min(judgement.low, judgement.observed, 0) - 0.2 * span,
            high: max(judgement.high, judgement.observed, 0) + 0.2 * span,
            normal: judgement.low...judgement.high, value: judgement.observed,
            zero: judgement.change == "after" ? nil : 0)
        let share = judgement.shareInside.map {
            String(format: "<br><small>%.0f %% of hearts", 100 * $0)
                + (judgement.shareThisWay.map { String(format: "<br>%.0f %% this way", 100 * $0) }
                    ?? "")
                + "</small>"
        }
        let style = judgement.verdict == .inside ? "ok" : "out"
        return """
            <tr><td>\(SVG.escape(row.treatment))</td><td>\(SVG.escape(row.quantity))</td>\
            <td class="n">\(SVG.escape(judgement.found))</td><td class="n">\(SVG.escape(judgement.band))</td>\
            <td class="strip">\(strip.svg())</td><td class="\(style)" style="white-space:nowrap;font-weight:640">\
            \(judgement.verdict.rawValue)\(share ?? "")</td><td>\(SVG.escape(judgement.source))</td></tr>
            """
    }
}
