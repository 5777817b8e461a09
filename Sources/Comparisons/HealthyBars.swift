import Foundation
import LoopLevel
import Patients
import Reports

/// Numbers of a heart, untreated and treated, on strips with the range of healthy adults.
struct HealthyBars {
    private let comparison: TreatmentComparison

    init(_ comparison: TreatmentComparison) { self.comparison = comparison }

    /// The section; empty where no number has a range.
    var html: String {
        let rows = comparison.untreated.document.metrics.compactMap { metric in
            NormalRanges.range(metric.id).map { row(metric, $0) }
        }
        guard !rows.isEmpty else { return "" }
        return """
            <h2>Against healthy adults</h2><div class="card" id="healthy"><table><thead><tr><th>Quantity</th>\
            <th class="n">untreated</th><th>green: healthy, line: untreated, marks: treated, colours as above</th>\
            <th class="n">healthy adult</th></tr></thead><tbody>\(rows.joined())</tbody></table></div>
            """
    }

    private func row(_ metric: LoopReport.Row, _ normal: NormalRange) -> String {
        let range = normal.range
        let style = range ~= metric.untreated ? "ok" : "out"
        return """
            <tr><td>\(SVG.escape(metric.name))</td><td class="n \(style)">\
            \(TreatmentComparison.number(metric.untreated)) \(SVG.escape(metric.unit))</td>\
            <td class="strip">\(strip(metric, range))</td><td class="n" title="\(SVG.escape(normal.source))">\
            \(String(format: "%g – %g", range.lowerBound, range.upperBound))</td></tr>
            """
    }

    private func strip(_ metric: LoopReport.Row, _ range: ClosedRange<Double>) -> String {
        let treated = comparison.outcomes.enumerated().compactMap { place, outcome in
            outcome.row(metric.id)?.treated.map { (place: place, value: $0) }
        }
        let values = treated.map(\.value) + [metric.untreated, range.lowerBound, range.upperBound]
        let margin = 0.1 * (range.upperBound - range.lowerBound)
        let low = (values.min() ?? 0) - margin
        let span = max((values.max() ?? 1) + margin - low, 1e-12)
        func x(_ value: Double) -> Double { 300 * (value - low) / span }
        let (start, end) = (x(range.lowerBound), x(range.upperBound))
        let marks = treated.map { mark in
            """
            <rect x="\(SVG.number(x(mark.value) - 2))" y="3" width="4" height="16" rx="1.5" \
            fill="\(ComparisonCharts.colour(mark.place))"/>
            """
        }
        let inside = treated.count { range ~= $0.value }
        return """
            <svg viewBox="0 0 300 22" preserveAspectRatio="none" role="img" aria-label="\
            untreated \(range ~= metric.untreated ? "inside" : "outside"), \(inside) of \(treated.count) \
            treatments inside the healthy range"><rect x="0" y="9.5" width="300" height="3" rx="1.5" \
            fill="#eef1f4"/><rect x="\(SVG.number(start))" y="5" width="\(SVG.number(end - start))" height="12" \
            rx="2" fill="#bfe3d5"/>\(marks.joined())<path d="M\(SVG.number(x(metric.untreated))) 1v20" \
            stroke="#16202b" stroke-width="1.5"/></svg>
            """
    }
}
