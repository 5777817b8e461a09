import Scenarios
import Documents
import Foundation
import LoopLevel
import Quantities

extension TreatmentComparison {
    /// Time after the interventions [s].
    var secondsAfter: Double { settings.duration / Units.second }

    /// One line for each treatment and number, for pandas and spreadsheets.
    public var table: String {
        let head = [
            "treatment", "dose", "metric", "name", "unit", "untreated", "treated", "change",
            "change_percent", "change_low", "change_high", "probability_of_rise",
        ]
        let lines = outcomes.flatMap { outcome in
            (outcome.report?.document.metrics ?? []).map { row -> String in
                let numbers = [
                    row.untreated, row.treated, row.change, row.changePercent, row.changeLow,
                    row.changeHigh, row.probabilityOfRise,
                ]
                let cells =
                    [
                        outcome.treatment.scenario.name,
                        outcome.treatment.doses.map(\.value).joined(separator: "; "),
                        row.id, row.name, row.unit,
                    ] + numbers.map { $0.map { String(format: "%.8g", $0) } ?? "" }
                return DelimitedText.line(cells)
            }
        }
        return DelimitedText.line(head) + lines.joined()
    }
}
