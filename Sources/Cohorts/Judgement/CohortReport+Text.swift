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
        let widths = head.indices.map { column in
            ([head] + cells).map { $0[column].count }.max() ?? 0
        }
        for row in [head] + cells {
            var line = row[0] + Self.space(widths[0] - row[0].count)
            for column in 1..<head.count {
                let space = Self.space(widths[column] - row[column].count)
                line += "  " + (column == head.count - 1 ? row[column] : space + row[column])
            }
            lines.append(String(line.reversed().drop { $0 == " " }.reversed()))
        }
        return lines.joined(separator: "\n")
    }

    private static func space(_ count: Int) -> String { String(repeating: " ", count: count) }

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
