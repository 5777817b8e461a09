import Foundation
import Quantities
public import Reports
import Scenarios

extension RunComparison {
    /// Adds what the runs themselves warn of, numbers that a beat does not have, pacing that changes no activation, and what is
    /// extrapolated.
    public mutating func addDoubts(untreated: RunSummary, treated: RunSummary) {
        for (name, run) in [("untreated", untreated), ("treated", treated)] {
            if !run.completed {
                warnings.append("the \(name) run was stopped before its end")
            }
            // What the run says of its beats says more.
            if run.warnings.contains(where: { $0.hasPrefix("The beat is not periodic") }) {
                warnings.removeAll { $0.hasPrefix("the \(name) heart has not come to rest") }
            }
            warnings += run.warnings.map { "\(name): \($0)" }
            let lost = run.numbers.filter { !$0.value.isFinite }.map(\.name)
            if !lost.isEmpty {
                warnings.append("the \(name) beat has no value of \(lost.joined(separator: ", "))")
            }
        }
        if let pacing = Self.failedCapture(untreated, treated) { warnings.append(pacing) }
        warnings += Self.extrapolations(untreated, treated)
    }

    /// Numbers of the activation, and changes below which they count as the same: one step of the electrocardiogram, one degree.
    private static let activation = [
        "activationTotalMs": 1.0, "activationLeftMs": 1, "qrsDurationMs": 1, "qrsAxisDeg": 1,
    ]

    /// Beats that are started otherwise and run as before.
    private static func failedCapture(_ untreated: RunSummary, _ treated: RunSummary) -> String? {
        guard let before = untreated.provenance["activation"],
            let after = treated.provenance["activation"], before != after
        else { return nil }
        let changes = activation.compactMap { identifier, step -> Bool? in
            guard let first = untreated.number(identifier), let second = treated.number(identifier)
            else { return nil }
            return abs(second - first) < step
        }
        guard !changes.isEmpty, changes.allSatisfy({ $0 }) else { return nil }
        return
            "the treated heart is started by \(after), the untreated one by \(before), and both are activated alike: "
            + "the pacing does not capture, or the heart's own beat comes before it"
    }

    private static func extrapolations(
        _ untreated: RunSummary, _ treated: RunSummary
    ) -> [String] {
        // Interventions that users define are not in the catalogue, and nothing is published of them.
        let calls = (treated.provenance["interventions"] ?? "none")
            .components(separatedBy: "; ").compactMap { try? InterventionCall(parsing: $0) }
        return Extrapolation(calls) { identifier in
            untreated.numbers.first { $0.identifier == identifier }.map {
                Extrapolation.Number(name: $0.name, value: $0.value, unit: $0.unit)
            }
        }.warnings()
    }
}
