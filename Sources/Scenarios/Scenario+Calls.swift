extension Scenario {
    /// Interventions of a command line as one scenario; nil where there are none.
    ///
    /// - Throws: ``ScenarioError/notACall(text:)``; what the calls name is checked when they are applied.
    public init?(calls: [String]) throws(ScenarioError) {
        guard !calls.isEmpty else { return nil }
        var interventions: [InterventionCall] = []
        for call in calls { interventions.append(try InterventionCall(parsing: call)) }
        self.init(
            name: interventions.map(\.name).joined(separator: " and "),
            interventions: interventions)
    }

    /// Its name as part of a folder's name.
    public var folderName: String {
        let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }
        return words.isEmpty ? "scenario" : words.joined(separator: "-")
    }
}
