import Cohorts
import Foundation
import Reports

/// Bars of a sample over its normal range, with the wanted distribution as a curve.
struct Histogram {
    private let values: [Double]
    private let row: CohortReport.Row
    private let low: Double
    private let high: Double

    private static let bins = 24
    private static let width = 260.0
    private static let height = 118.0
    /// Where bars stand.
    private static let floor = 98.0

    init(_ values: [Double], _ row: CohortReport.Row) {
        self.values = values
        self.row = row
        var ends = [values.min() ?? 0, values.max() ?? 1]
        ends += [row.normalLow, row.normalHigh].compactMap { $0 }
        let (low, high) = (ends.min() ?? 0, ends.max() ?? 1)
        let margin = 0.04 * max(high - low, 1e-9)
        (self.low, self.high) = (low - margin, high + margin)
    }

    /// The drawing.
    var svg: String {
        var counts = [Int](repeating: 0, count: Self.bins)
        for value in values {
            let place = Int(Double(Self.bins) * (value - low) / (high - low))
            counts[min(max(place, 0), Self.bins - 1)] += 1
        }
        let step = (high - low) / Double(Self.bins)
        let wanted = density(step)
        let top = max(Double(counts.max() ?? 1), wanted.map(\.y).max() ?? 0)
        func y(_ count: Double) -> Double { Self.floor - 90 * count / max(top, 1) }
        var out =
            "<svg viewBox=\"0 0 \(SVG.number(Self.width)) \(SVG.number(Self.height))\" role=\"img\">"
        if let first = row.normalLow, let last = row.normalHigh {
            out += """
                <rect x="\(SVG.number(x(first)))" y="4" width="\(SVG.number(x(last) - x(first)))" \
                height="\(SVG.number(Self.floor - 4))" fill="#e3f3ec"/>
                """
        }
        for (bin, count) in counts.enumerated() where count > 0 {
            let start = x(low + Double(bin) * step)
            out += """
                <rect x="\(SVG.number(start + 0.5))" y="\(SVG.number(y(Double(count))))" \
                width="\(SVG.number(Self.width / Double(Self.bins) - 1))" \
                height="\(SVG.number(Self.floor - y(Double(count))))" fill="#0072b2" opacity="0.75"/>
                """
        }
        if !wanted.isEmpty {
            let path = SVG.path(wanted.map { (x($0.x), y($0.y)) })
            out += "<path d=\"\(path)\" fill=\"none\" stroke=\"#16202b\" stroke-width=\"1.5\"/>"
        }
        out += "<path class=\"grid\" d=\"M0 \(SVG.number(Self.floor))h\(SVG.number(Self.width))\"/>"
        return out + ticks + "</svg>"
    }

    private func x(_ value: Double) -> Double { Self.width * (value - low) / (high - low) }

    /// Expected counts of bins along a normal curve with the wanted moments.
    private func density(_ step: Double) -> [(x: Double, y: Double)] {
        guard let mean = row.targetMean, let deviation = row.targetDeviation else { return [] }
        return (0...80).map { place in
            let value = low + (high - low) * Double(place) / 80
            let score = (value - mean) / deviation
            let peak = Double(values.count) * step / (deviation * (2 * Double.pi).squareRoot())
            return (value, peak * exp(-0.5 * score * score))
        }
    }

    private var ticks: String {
        let raw = (high - low) / 4
        let decade = pow(10, log10(raw).rounded(.down))
        let step = [1.0, 2, 5, 10].map { $0 * decade }.first { $0 >= raw } ?? raw
        var text = ""
        var value = (low / step).rounded(.up) * step
        while value <= high {
            let label = String(
                format: step < 0.999 ? (step < 0.0999 ? "%.2f" : "%.1f") : "%.0f",
                abs(value) < 1e-9 * step ? 0 : value)
            text += """
                <text x="\(SVG.number(min(max(x(value), 12), Self.width - 16)))" y="113" text-anchor="middle">\(label)</text>
                """
            value += step
        }
        return text
    }
}
