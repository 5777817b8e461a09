import Foundation
import Reports

/// Steps of activation time, each with its colour; their borders are isochrones.
package struct IsochroneBands {
    /// Borders of the bands [ms], rising; one more than there are bands.
    package let borders: [Double]

    /// Round bands that cover a range: at most thirteen.
    package init(from earliest: Double, to latest: Double) {
        let span = max(latest - min(earliest, 0), 1)
        let step = [1.0, 2, 5, 10, 20, 50, 100, 200].first { span / $0 <= 12 } ?? span / 12
        let first = min(0, (earliest / step).rounded(.down))
        let count = max(1, Int(((latest / step) - first).rounded(.up)))
        borders = (0...count).map { (first + Double($0)) * step }
    }

    /// Number of bands.
    package var count: Int { borders.count - 1 }

    /// Colour of a band.
    func colour(_ band: Int) -> String {
        Viridis.colour(Double(band) / Double(max(count - 1, 1)))
    }

    /// The bands that values from `low` to `high` lie in.
    package func bands(from low: Double, to high: Double) -> ClosedRange<Int> {
        let first = borders.lastIndex { $0 <= low } ?? 0
        let last = borders.firstIndex { $0 >= high } ?? count
        let lower = min(max(first, 0), count - 1)
        return lower...max(lower, min(last - 1, count - 1))
    }

    /// A scale in the middle of a drawing, with all borders in words.
    func draw(on drawing: inout Drawing, y: Double) {
        let width = min(0.7 * drawing.width, 46 * Double(count))
        let left = (drawing.width - width) / 2
        let step = width / Double(count)
        for band in 0..<count {
            drawing.add(
                """
                <rect x="\(SVG.number(left + Double(band) * step))" y="\(SVG.number(y))" \
                width="\(SVG.number(step + 0.5))" height="12" fill="\(colour(band))"/>
                """)
        }
        for (place, border) in borders.enumerated() {
            drawing.text(
                String(format: "%g", border), x: left + Double(place) * step, y: y + 26,
                anchor: "middle")
        }
        drawing.text(
            "activation after QRS onset (ms)", x: drawing.width / 2, y: y + 34 + 10,
            style: "label", anchor: "middle")
    }
}
