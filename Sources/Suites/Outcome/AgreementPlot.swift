import Foundation
package import Verification

/// A Bland–Altman plot in characters, for a terminal: differences over means, bias, limits of agreement, and the limits
/// that predicting everybody by the mean of the others would have.
package struct AgreementPlot: Sendable {
    private let name: String
    private let unit: String
    private let agreement: Agreement
    private let others: Agreement

    /// Width and height of the field [characters].
    private static let (columns, rows) = (57, 15)

    /// Plots predictions; nil of fewer than three individuals, and of numbers that are not finite.
    package init?(_ pairs: [MeasuredPair], name: String, unit: String) {
        guard pairs.count > 2, let agreement = Agreement(pairs) else { return nil }
        let sum = pairs.reduce(0) { $0 + $1.measured }
        let guesses = pairs.map { pair in
            MeasuredPair(
                member: pair.member, measured: pair.measured,
                predicted: (sum - pair.measured) / Double(pairs.count - 1))
        }
        guard let others = Agreement(guesses) else { return nil }
        self.name = name
        self.unit = SuiteText.plain(unit)
        self.agreement = agreement
        self.others = others
    }

    /// A horizontal line of the plot.
    private struct Line {
        var value: Double
        var mark: Character
    }

    /// Later ones are drawn over earlier ones.
    private var lines: [Line] {
        [
            Line(value: others.limits.lowerBound, mark: "·"),
            Line(value: others.limits.upperBound, mark: "·"),
            Line(value: agreement.limits.lowerBound, mark: "╌"),
            Line(value: agreement.limits.upperBound, mark: "╌"),
            Line(value: agreement.bias, mark: "─"),
        ]
    }

    /// The plot under a title, above a legend.
    package var text: String {
        let points = agreement.pairs.map {
            (mean: 0.5 * ($0.measured + $0.predicted), difference: $0.predicted - $0.measured)
        }
        let across = Scale(points.map(\.mean), cells: Self.columns)
        let up = Scale(points.map(\.difference) + lines.map(\.value) + [0], cells: Self.rows)
        var field = [[Character]](
            repeating: [Character](repeating: " ", count: Self.columns), count: Self.rows)
        var labels: [Int: Double] = [0: up.low, Self.rows - 1: up.high]
        for line in lines {
            let row = up.cell(line.value)
            field[row] = [Character](repeating: line.mark, count: Self.columns)
            labels[row] = line.value
        }
        var counts: [SIMD2<Int>: Int] = [:]
        for point in points {
            counts[SIMD2(up.cell(point.difference), across.cell(point.mean)), default: 0] += 1
        }
        for (place, count) in counts {
            field[place.x][place.y] = count == 1 ? "o" : count < 10 ? Character("\(count)") : "#"
        }
        let drawn = field.enumerated().reversed().map { row, cells in
            (labels[row].map { Self.label($0) + " ┤" } ?? Self.label(nil) + " │") + String(cells)
        }
        let suffix = unit.isEmpty ? "" : " [\(unit)]"
        let ends = (SuiteText.number(across.low), SuiteText.number(across.high))
        let gap = String(repeating: " ", count: max(1, Self.columns - ends.0.count - ends.1.count))
        return
            (["\(name): predicted − measured over the mean of both\(suffix)"] + drawn + [
                Self.label(nil) + " └" + String(repeating: "─", count: Self.columns),
                Self.label(nil) + "  " + ends.0 + gap + ends.1, legend,
            ]).joined(separator: "\n")
    }

    private var legend: String {
        func limits(_ agreement: Agreement) -> String {
            SuiteText.interval(agreement.limits.lowerBound, agreement.limits.upperBound, unit)
        }
        return
            "─ bias \(SuiteText.number(agreement.bias)), ╌ limits of agreement \(limits(agreement)), "
            + "· of predicting the others' mean \(limits(others))"
    }

    private static func label(_ value: Double?) -> String {
        let text = value.map { String(format: "%.3g", $0) } ?? ""
        return String(repeating: " ", count: max(0, 9 - text.count)) + text
    }

    /// Numbers by cells.
    private struct Scale {
        let low: Double
        let high: Double
        private let cells: Int

        /// From the least to the largest value; around a single one, a half to both sides.
        init(_ values: [Double], cells: Int) {
            let (least, most) = (values.min() ?? 0, values.max() ?? 0)
            (low, high) = most > least ? (least, most) : (least - 0.5, most + 0.5)
            self.cells = cells
        }

        func cell(_ value: Double) -> Int {
            Int(((value - low) / (high - low) * Double(cells - 1)).rounded())
        }
    }
}
