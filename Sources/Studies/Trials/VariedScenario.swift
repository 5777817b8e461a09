public import Scenarios

/// A scenario of which some arguments vary: `lvad(speed=8000..12000 1/min)`.
public struct VariedScenario: Sendable {
    /// The arguments that vary, in the order of the calls.
    public private(set) var arguments: [VariedArgument] = []
    private var calls: [InterventionCall]

    /// Reads calls; without any, nothing is done to the hearts.
    ///
    /// - Throws: `ScenarioError`, ``StudyError/badRange(place:text:reason:)``. That what the calls name can be
    ///   done at the lower ends is checked.
    public init(_ calls: [InterventionCall]) throws {
        self.calls = calls
        for (place, call) in calls.enumerated() {
            let card = try Interventions.named(call.name).card
            for (name, text) in call.arguments.sorted(by: { $0.key < $1.key }) {
                guard
                    let varied = try VariedArgument(text, call: place, card, argument: name)
                else { continue }
                arguments.append(varied)
            }
        }
        for call in scenario(arguments.map { _ in 0 })?.interventions ?? [] {
            _ = try call.intervention()
        }
    }

    /// Reads calls of a command line.
    ///
    /// - Throws: as ``init(_:)``.
    public init(parsing texts: [String]) throws {
        try self.init(
            texts.flatMap { $0.split(separator: " + ") }.map {
                try InterventionCall(parsing: String($0))
            })
    }

    /// The scenario at shares of the way through every argument; nil where nothing is done.
    public func scenario(_ shares: [Double]) -> Scenario? {
        guard !calls.isEmpty else { return nil }
        var calls = calls
        for (argument, share) in zip(arguments, shares) {
            calls[argument.call].arguments[argument.argument] = argument.text(at: share)
        }
        return Scenario(
            name: calls.map(\.description).joined(separator: " + "), interventions: calls)
    }
}
