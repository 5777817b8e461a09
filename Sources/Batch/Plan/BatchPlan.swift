/// A cohort worked out: what every case is.
///
/// Cases are numbered patient by patient, point of the varied parameters by point, scenario by scenario; the
/// first scenario of each point is the untreated heart.
public struct BatchPlan: Codable, Sendable, Equatable {
    /// Version of this format.
    public var format = 1
    /// Name of the cohort.
    public var name: String
    /// The cohort file, for people.
    public var cohort: String
    /// Name and version of the program.
    public var program: String
    /// SHA-256 of everything the results depend on.
    public var digest = ""
    /// How cases are computed.
    public var run: RunSettings
    /// What is done to every patient, after the untreated heart.
    public var scenarios: [BatchScenario]
    /// What is varied for every patient.
    public var sweeps: [BatchSweep]
    /// Numbers of the table, as far as they are known before.
    public var metrics: [BatchMetric]
    /// Patients times points of the varied parameters.
    public var points = 0

    /// Cases of a point.
    public var casesPerPoint: Int { scenarios.count + 1 }
    /// All cases.
    public var cases: Int { points * casesPerPoint }

    /// What a case is.
    public func point(of index: Int) -> Int { index / casesPerPoint }
    /// Place of its scenario among ``scenarios``; nil for the untreated heart.
    public func scenario(of index: Int) -> Int? {
        let place = index % casesPerPoint
        return place == 0 ? nil : place - 1
    }
    /// Name of its scenario.
    public func scenarioName(of index: Int) -> String {
        scenario(of: index).map { scenarios[$0].name } ?? BatchScenario.untreated
    }
}

extension BatchPlan {
    /// For a terminal: what would be computed.
    public var text: String {
        var lines = [
            "\(name): \(cases) cases on the level of the \(run.level.rawValue)",
            "patients at points of the parameters  \(points)",
            "scenarios                             "
                + ([BatchScenario.untreated] + scenarios.map(\.name)).joined(separator: ", "),
        ]
        for sweep in sweeps {
            lines.append(
                "varied                                \(sweep.column), \(sweep.values.count) values"
            )
        }
        return lines.joined(separator: "\n")
    }
}
