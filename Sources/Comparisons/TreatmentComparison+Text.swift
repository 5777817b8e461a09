import Quantities
import Scenarios
import ScenarioFiles
import Foundation
import LoopLevel

extension TreatmentComparison {
    /// For a terminal: what is compared, changes side by side, expectations, warnings.
    public var text: String {
        let reflex = settings.reflex ? "with baroreflex" : "without reflex"
        let hearts = untreated.document.hearts.map { "; 90 % intervals of \($0) hearts" } ?? ""
        let head =
            "\(patient), closed loop \(reflex), "
            + String(format: "%.0f s after the change", secondsAfter) + hearts
        let names = outcomes.enumerated().map { place, outcome in
            "[\(place + 1)] \(outcome.name)" + (outcome.failure.map { ": \($0)" } ?? "")
        }
        // As many side by side as a terminal has room for.
        let columns = untreated.document.hearts == nil ? 6 : 3
        let tables = stride(from: 0, to: outcomes.count, by: columns).flatMap {
            [""] + matrix($0..<min($0 + columns, outcomes.count))
        }
        return ([head] + names + tables + judgements + warnings).joined(separator: "\n")
    }

    private func matrix(_ shown: Range<Int>) -> [String] {
        let titles = ["", "untreated"] + shown.map { "change [\($0 + 1)]" } + [""]
        let rows = untreated.document.metrics.map { metric in
            [metric.name, Self.number(metric.untreated)]
                + shown.map { place in
                    outcomes[place].row(metric.id).map(Self.change) ?? "-"
                } + [metric.unit]
        }
        return AlignedText.lines([titles] + rows)
    }

    private var judgements: [String] {
        let lines = outcomes.enumerated().flatMap { place, outcome in
            outcome.judgements.map { "[\(place + 1)] " + $0.line(outcome.title($0.metric)) }
        }
        return lines.isEmpty ? [] : [""] + lines
    }

    private var warnings: [String] {
        outcomes.enumerated().flatMap { place, outcome in
            warnings(of: outcome).map { "! [\(place + 1)] \($0)" }
        }
    }

    /// Changes below this share of the number are shown as none; assumed. Numbers that a treatment leaves alone differ
    /// by 1e-5 of themselves from one periodic beat to another.
    static let nothing = 2e-4

    static func number(_ value: Double) -> String { String(format: "%.4g", value) }

    static func change(_ row: LoopReport.Row) -> String {
        guard let change = row.change else { return "-" }
        guard abs(change) >= nothing * abs(row.untreated) else { return "0" }
        let text = String(format: "%+.3g", change)
        guard let low = row.changeLow, let high = row.changeHigh else { return text }
        return text + String(format: " (%+.3g to %+.3g)", low, high)
    }
}

extension TreatmentComparison.Outcome {
    /// What was done, in the form of the command line.
    var calls: String {
        treatment.scenario.interventions.map(\.description).joined(separator: " + ")
    }

    /// Name for people: the scenario's, and what is done where that says more.
    var name: String {
        treatment.scenario.interventions.map(\.name).joined(separator: " and ")
            == treatment.scenario.name ? calls : "\(treatment.scenario.name): \(calls)"
    }

    /// A number by its identifier.
    func row(_ identifier: String) -> LoopReport.Row? {
        report?.document.metrics.first { $0.id == identifier }
    }

    /// Name of a number for people.
    func title(_ identifier: String) -> String { row(identifier)?.name ?? identifier }
}

extension ExpectationJudgement {
    /// What was found, with its unit.
    var found: String {
        (change == "after" ? observed.fourDigits : String(format: "%+.3g", observed)) + " \(unit)"
    }

    /// For a terminal: what became of the number.
    func line(_ name: String) -> String {
        let share = shareInside.map { String(format: ", in %.0f %% of the hearts", 100 * $0) }
        return "\(name) \(found), published \(band): \(verdict.rawValue)\(share ?? "") (\(source))"
    }

    /// The band.
    var band: String { "\(low.fourDigits) to \(high.fourDigits) \(unit)" }
}

extension Double {
    /// For messages.
    var fourDigits: String { String(format: "%.4g", self) }
}
