import Foundation
import Quantities
public import Reports
public import ScenarioFiles
import Scenarios

extension RunComparison {
    /// Adds pacing that changes no activation, and what is extrapolated.
    public mutating func addDoubts(
        untreated: RunSummary, treated: RunSummary, expectations: [Expectation] = []
    ) {
        if let pacing = Self.failedCapture(untreated, treated) { warnings.append(pacing) }
        warnings += Self.extrapolations(untreated, treated, expectations)
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
        _ untreated: RunSummary, _ treated: RunSummary, _ expectations: [Expectation]
    ) -> [String] {
        Extrapolation(treated.interventionCalls) { identifier in
            untreated.numbers.first { $0.identifier == identifier }.map {
                Extrapolation.Number(name: $0.name, value: $0.value, unit: $0.unit)
            }
        }.warnings(expectations)
    }
}

extension RunSummary {
    /// What was done, without interventions that users define: those are not in the catalogue, and nothing is published of them.
    var interventionCalls: [InterventionCall] {
        (provenance["interventions"] ?? "none")
            .components(separatedBy: "; ").compactMap { try? InterventionCall(parsing: $0) }
    }
}
