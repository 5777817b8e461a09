import Quantities
import Foundation

extension CohortReport {
    /// For a terminal.
    public var text: String {
        var lines = [
            "\(count) of \(summary.prefix(1).lowercased() + summary.dropFirst()) (\(kind)), seed \(seed): "
                + "\(Self.percent(acceptance)) of \(candidates) candidates accepted"
        ]
        lines += rejections.map { "  \($0.count) turned away: \($0.reason)" }
        lines.append("")
        let head = ["", "wanted", "cohort", "z", "KS p", "middle 95 %", "normal", "inside", ""]
        let cells = rows.map { row in
            [
                row.name,
                row.targetMean.map { Self.pair($0, row.targetDeviation ?? .nan) } ?? "follows",
                Self.pair(row.mean, row.deviation),
                row.z.map { String(format: "%+.1f", $0) } ?? "",
                row.probability.map { String(format: "%.2f", $0) } ?? "",
                "\(Self.digits(row.low)) to \(Self.digits(row.high))",
                row.normalLow.map { "\(Self.digits($0)) to \(Self.digits(row.normalHigh ?? .nan))" }
                    ?? "",
                row.shareNormal.map(Self.percent) ?? "", row.unit,
            ]
        }
        lines += AlignedText.lines([head] + cells)
        return lines.joined(separator: "\n")
    }

    private static func pair(_ mean: Double, _ deviation: Double) -> String {
        "\(digits(mean)) ± \(digits(deviation))"
    }

    private static func percent(_ share: Double) -> String {
        String(format: "%.1f %%", 100 * share)
    }

    /// Three digits, or all before the point.
    private static func digits(_ value: Double) -> String {
        abs(value) >= 100 ? String(format: "%.0f", value) : String(format: "%.3g", value)
    }
}
