import Foundation
import Reports

/// Points over a pair of axes, with lines.
struct ScatterChart {
    /// A line through the chart.
    struct Line {
        var x: [Double]
        var y: [Double]
        var style: String
        var dashed: Bool
        var name: String
    }

    var title: String
    var x: Axis
    var y: Axis
    var points: [(x: Double, y: Double)]
    var lines: [Line]

    /// The drawing: a line chart whose points are short strokes with round ends.
    func svg() -> String {
        let strokes = points.map {
            Curve(name: "", x: [$0.x, $0.x], y: [$0.y, $0.y], style: "left dot")
        }
        return LineChart(
            title: title, x: x, y: y,
            curves: lines.map {
                Curve(name: $0.name, x: $0.x, y: $0.y, style: $0.style, dashed: $0.dashed)
            } + strokes
        ).svg()
    }
}
