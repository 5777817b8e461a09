import Documents
import Foundation
import Quantities

extension SensitivityDocument {
    /// For a terminal: of every number the inputs that matter, most first.
    public var text: String {
        var lines = [
            "\(patient): \(changes ? "changes by " : "")\(interventions.isEmpty ? "the heart as it is" : interventions.joined(separator: " + ")), "
                + "\(hearts) hearts, \(inputs.count) inputs"
        ]
        for output in outputs {
            lines.append("")
            lines.append(
                "\(output.name): \(Self.digits(output.atMiddle)) \(output.unit) in the middle, 90 % "
                    + "\(Self.digits(output.low)) to \(Self.digits(output.high)); shares of variance:"
            )
            let ordered = output.ordered.prefix(Self.mostLines)
            let rows = ordered.map { effect in
                [
                    "  " + effect.input, Self.share(effect.firstOrder), Self.share(effect.total),
                    "\(Self.digits(effect.atLow)) to \(Self.digits(effect.atHigh))",
                ]
            }
            lines += AlignedText.lines(
                [["", "alone", "in all", "5 % to 95 % of the input"]] + rows)
            if output.effects.count > ordered.count {
                lines.append("  … \(output.effects.count - ordered.count) more in summary.json")
            }
        }
        return (lines + warnings.map { "! \($0)" }).joined(separator: "\n")
    }

    private static let mostLines = 5

    /// One line for each number and input, for pandas and spreadsheets.
    public var table: String {
        let head = [
            "metric", "unit", "input", "first_order", "first_order_low", "first_order_high",
            "total",
            "total_low", "total_high", "at_low", "at_middle", "at_high",
        ]
        let lines = outputs.flatMap { output in
            output.effects.map { effect in
                let numbers = [
                    effect.firstOrder?.value, effect.firstOrder?.low, effect.firstOrder?.high,
                    effect.total?.value, effect.total?.low, effect.total?.high, effect.atLow,
                    output.atMiddle, effect.atHigh,
                ]
                return DelimitedText.line(
                    [output.id, output.unit, effect.input]
                        + numbers.map { $0.map { String(format: "%.8g", $0) } ?? "" })
            }
        }
        return DelimitedText.line(head) + lines.joined()
    }

    static func digits(_ value: Double?) -> String {
        value.map { String(format: "%.4g", $0) } ?? "–"
    }

    private static func share(_ estimate: SobolIndices.Estimate?) -> String {
        estimate.map { String(format: "%.2f (%.2f to %.2f)", $0.value, $0.low, $0.high) } ?? "–"
    }
}

extension SensitivityDocument.Output {
    /// Effects by their share in all, largest first; of equals by their place.
    var ordered: [SensitivityDocument.Effect] {
        effects.enumerated().sorted { first, second in
            let (a, b) = (first.element.total?.value ?? 0, second.element.total?.value ?? 0)
            return a == b ? first.offset < second.offset : a > b
        }.map(\.element)
    }
}
