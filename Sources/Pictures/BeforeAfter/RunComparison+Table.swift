import Documents
import Foundation
import Numerics
public import Reports

extension RunComparison {
    /// One line for each number, for pandas and spreadsheets.
    public var table: String {
        let head = [
            "metric", "name", "unit", "untreated", "treated", "change", "change_percent",
            "treated_in_range", "hearts", "change_low", "change_high", "probability_of_rise",
        ]
        let lines = deltas.map { delta in
            DelimitedText.line(
                [delta.identifier, delta.name, delta.unit]
                    + [delta.untreated, delta.treated, delta.change].map {
                        String(format: "%.8g", $0)
                    } + [
                        delta.changePercent.map { String(format: "%.8g", $0) } ?? "",
                        delta.inRange.map { $0 ? "true" : "false" } ?? "",
                        delta.hearts.map { "\($0.before.count)" } ?? "",
                    ]
                    + [
                        delta.hearts?.intervalOfChanges?.low,
                        delta.hearts?.intervalOfChanges?.high, delta.hearts?.shareRising,
                    ].map { $0.map { String(format: "%.8g", $0) } ?? "" })
        }
        return DelimitedText.line(head) + lines.joined()
    }
}
