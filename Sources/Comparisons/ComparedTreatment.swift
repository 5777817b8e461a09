public import ScenarioFiles
public import Scenarios

/// One way to treat a patient, with what is expected of it.
public struct ComparedTreatment: Sendable {
    /// What is done.
    public var scenario: Scenario
    /// What the literature expects.
    public var expectations: [Expectation]
    /// Values of a sweep's arguments; empty where nothing is swept.
    public var doses: [Dose] = []

    /// A value of an argument that several treatments differ in.
    public struct Dose: Sendable, Equatable {
        /// The argument's name; after that of its intervention where several are swept.
        public var argument: String
        /// Its value as given, with the unit.
        public var value: String
    }

    /// The value of the only argument that is swept; nil where there is none or are several.
    public var dose: Dose? { doses.count == 1 ? doses[0] : nil }

    /// Makes a treatment.
    public init(_ scenario: Scenario, expectations: [Expectation] = []) {
        self.scenario = scenario
        self.expectations = expectations
    }

    /// The treatments that a scenario file describes.
    public static func all(of file: ScenarioFile) -> [ComparedTreatment] {
        file.treatments.enumerated().map { place, scenario in
            var treatment = ComparedTreatment(scenario, expectations: file.expectations)
            if let sweep = file.sweep {
                treatment.doses = zip(sweep.arguments, sweep.points[place]).map { swept, value in
                    Dose(
                        argument: sweep.arguments.count == 1 ? swept.argument : swept.path,
                        value: value)
                }
            }
            return treatment
        }
    }
}
