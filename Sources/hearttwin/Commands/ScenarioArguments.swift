import Foundation
import Scenarios

/// `--scenario` and `--intervention` as one scenario.
struct ScenarioArguments {
    /// Nil when neither was given.
    let scenario: Scenario?

    /// Reads the file, then the calls, which come after it.
    ///
    /// - Throws: `ScenarioError`.
    init(file: String?, calls: [String]) throws {
        let calls = try calls.map { try InterventionCall(parsing: $0) }
        for call in calls { _ = try call.intervention() }
        guard file != nil || !calls.isEmpty else {
            scenario = nil
            return
        }
        var scenario =
            try file.map { try ScenarioFile.read($0) }
            ?? Scenario(name: calls.map(\.name).joined(separator: " and "), interventions: [])
        scenario.interventions += calls
        self.scenario = scenario
    }
}

extension Scenario {
    /// Its name as part of a folder's name.
    var folderName: String {
        let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }
        return words.isEmpty ? "scenario" : words.joined(separator: "-")
    }
}
