import Documents
import Quantities
public import Scenarios

/// Interventions of a user, beside those of the catalogue.
public struct UserInterventions: Sendable {
    private let all: [UserIntervention]

    /// None.
    public static let none = UserInterventions([])

    /// Takes descriptions.
    public init(_ all: [UserIntervention]) { self.all = all }

    /// Reads files.
    ///
    /// - Throws: `DocumentError`, also for a name that two files give.
    public init(reading paths: [String]) throws {
        var all: [UserIntervention] = []
        for path in paths {
            let new = try UserIntervention(reading: path)
            guard !all.contains(where: { $0.name == new.name }) else {
                throw DocumentError.badKey(
                    place: path, key: "name", reason: "= \"\(new.name)\" is given twice")
            }
            all.append(new)
        }
        self.all = all
    }

    /// Calls of the catalogue in the place of those of a user's interventions.
    ///
    /// - Throws: `ScenarioError`.
    public func expanded(_ calls: [InterventionCall]) throws -> [InterventionCall] {
        try calls.flatMap { call -> [InterventionCall] in
            if let own = all.first(where: { $0.name == call.name }) {
                return try own.calls(call.arguments)
            }
            guard !all.isEmpty else { return [call] }
            let known = Interventions.all.map { $0.card.identifier }
            guard known.contains(call.name) else {
                throw ScenarioError.unknownIntervention(
                    name: call.name, known: known + all.map(\.name))
            }
            return [call]
        }
    }

    /// Calls of a command line, those of a user's interventions by what they do.
    ///
    /// - Throws: `ScenarioError`.
    public func expanded(_ texts: [String]) throws -> [String] {
        guard !all.isEmpty else { return texts }
        return try texts.map { text in
            try expanded(
                text.split(separator: " + ").map { try InterventionCall(parsing: String($0)) }
            ).map(\.description).joined(separator: " + ")
        }
    }
}
