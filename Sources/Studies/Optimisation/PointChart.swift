import Foundation
import Quantities
import Reports

/// Points over one pair of axes, those of a front filled and joined.
struct PointChart {
    var title: String
    var xLabel: String
    var yLabel: String
    /// Abscissa, ordinate, whether constraints are kept.
    var points: [(x: Double, y: Double, isFeasible: Bool)]
    var front: [(x: Double, y: Double)]

    private let width = 620.0
    private let height = 380.0

    func svg() -> String {
        let x = Scale(points.map(\.x), from: 70, to: width - 16)
        let y = Scale(points.map(\.y), from: height - 52, to: 34)
        var out = """
            <svg class="chart" viewBox="0 0 \(SVG.number(width)) \(SVG.number(height))" role="img" \
            aria-label="\(SVG.escape(title))"><text class="title" x="70" y="20">\(SVG.escape(title))</text>
            """
        for value in x.ticks {
            let place = SVG.number(x.pixel(value))
            out += """
                <path class="grid" d="M\(place) 34V\(SVG.number(height - 52))"/><text class="tick" \
                text-anchor="middle" x="\(place)" y="\(SVG.number(height - 34))">\(value.short)</text>
                """
        }
        for value in y.ticks {
            let place = y.pixel(value)
            out += """
                <path class="grid" d="M70 \(SVG.number(place))H\(SVG.number(width - 16))"/><text class="tick" \
                text-anchor="end" x="64" y="\(SVG.number(place + 4))">\(value.short)</text>
                """
        }
        for point in points {
            out += """
                <circle cx="\(SVG.number(x.pixel(point.x)))" cy="\(SVG.number(y.pixel(point.y)))" r="3" \
                fill="none" stroke="\(point.isFeasible ? "#0072b2" : "#b7c0ca")"/>
                """
        }
        let path = front.map { (x: x.pixel($0.x), y: y.pixel($0.y)) }
        out +=
            "<path d=\"\(SVG.path(path))\" stroke=\"#d55e00\" stroke-width=\"1.2\" fill=\"none\"/>"
        for point in path {
            out += """
                <circle cx="\(SVG.number(point.x))" cy="\(SVG.number(point.y))" r="4.2" fill="#d55e00"/>
                """
        }
        return out + """
            <text class="label" text-anchor="middle" x="\(SVG.number(width / 2))" \
            y="\(SVG.number(height - 10))">\(SVG.escape(xLabel))</text><text class="label" text-anchor="middle" \
            transform="rotate(-90 16 \(SVG.number(height / 2)))" x="16" y="\(SVG.number(height / 2))">\
            \(SVG.escape(yLabel))</text></svg>
            """
    }

    /// A linear scale with round ticks.
    private struct Scale {
        let low: Double
        let high: Double
        let start: Double
        let end: Double
        let ticks: [Double]

        init(_ values: [Double], from start: Double, to end: Double) {
            var (low, high) = (values.min() ?? 0, values.max() ?? 1)
            if high - low < 1e-9 * max(abs(high), 1) { (low, high) = (low - 0.5, high + 0.5) }
            let raw = (high - low) / 5
            let decade = pow(10, log10(raw).rounded(.down))
            let step = [1, 2, 5, 10].map { $0 * decade }.first { $0 >= raw } ?? 10 * decade
            let first = (low / step).rounded(.down)
            let last = (high / step).rounded(.up)
            ticks = stride(from: first, through: last, by: 1).map { $0 * step }
            (self.low, self.high) = (first * step, last * step)
            (self.start, self.end) = (start, end)
        }

        func pixel(_ value: Double) -> Double {
            start + (value - low) / max(high - low, 1e-300) * (end - start)
        }
    }
}
