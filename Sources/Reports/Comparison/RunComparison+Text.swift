import Foundation
import Numerics
import Quantities

extension RunComparison {
    /// For a terminal: a head, a line for each number, the warnings.
    public var text: String {
        let likely = hearts.map { "; intervals of \($0) equally likely hearts" } ?? ""
        return
            (["\(patient): \(interventions)\(likely)"]
            + AlignedText.lines([titles] + deltas.map(cells)) + warnings.map { "! \($0)" })
            .joined(separator: "\n")
    }

    private var titles: [String] {
        ["", "untreated", "treated", "change", ""]
            + (hearts == nil ? [] : ["90 % of changes", ""]) + [""]
    }

    private func cells(_ delta: Delta) -> [String] {
        var cells = [
            delta.name, Self.number(delta.untreated), Self.number(delta.treated),
            String(format: "%+.3g", delta.change),
            delta.changePercent.map { String(format: "%+.1f %%", $0) } ?? "",
        ]
        if hearts != nil {
            cells += [
                delta.hearts?.intervalOfChanges.map {
                    String(format: "%+.3g to %+.3g", $0.low, $0.high)
                } ?? "",
                direction(of: delta) ?? "",
            ]
        }
        return cells + [delta.unit + (delta.inRange == false ? "  !" : "")]
    }

    private static func number(_ value: Double) -> String { String(format: "%.4g", value) }
}
