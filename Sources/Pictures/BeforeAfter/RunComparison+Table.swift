import Documents
import Foundation
public import Reports

extension RunComparison {
    /// One line for each number, for pandas and spreadsheets.
    public var table: String {
        let head = [
            "metric", "name", "unit", "untreated", "treated", "change", "change_percent",
            "treated_in_range",
        ]
        let lines = deltas.map { delta in
            DelimitedText.line(
                [delta.identifier, delta.name, delta.unit]
                    + [delta.untreated, delta.treated, delta.change].map {
                        String(format: "%.8g", $0)
                    } + [
                        delta.changePercent.map { String(format: "%.8g", $0) } ?? "",
                        delta.inRange.map { $0 ? "true" : "false" } ?? "",
                    ])
        }
        return DelimitedText.line(head) + lines.joined()
    }
}
