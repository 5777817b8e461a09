import Foundation
import Scenarios

/// The `--intervention` arguments as one scenario.
struct ScenarioArguments {
    /// Nil when none was given.
    let scenario: Scenario?

    /// Reads the calls; what they name is checked when they are applied.
    ///
    /// - Throws: `ScenarioError`.
    init(_ calls: [String]) throws {
        let calls = try calls.map { try InterventionCall(parsing: $0) }
        scenario =
            calls.isEmpty
            ? nil
            : Scenario(name: calls.map(\.name).joined(separator: " and "), interventions: calls)
    }
}

extension Scenario {
    /// Its name as part of a folder's name.
    var folderName: String {
        let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }
        return words.isEmpty ? "scenario" : words.joined(separator: "-")
    }
}
