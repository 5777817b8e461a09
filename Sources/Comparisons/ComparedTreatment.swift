public import ScenarioFiles
public import Scenarios

/// One way to treat a patient, with what is expected of it.
public struct ComparedTreatment: Sendable {
    /// What is done.
    public var scenario: Scenario
    /// What the literature expects.
    public var expectations: [Expectation]
    /// Dose of a sweep: the argument's name and its value as given; nil where nothing is swept.
    public var dose: Dose?

    /// A value of an argument that several treatments differ in.
    public struct Dose: Sendable, Equatable {
        /// The argument's name.
        public var argument: String
        /// Its value as given, with the unit.
        public var value: String
    }

    /// Makes a treatment.
    public init(_ scenario: Scenario, expectations: [Expectation] = []) {
        self.scenario = scenario
        self.expectations = expectations
    }

    /// The treatments that a scenario file describes.
    public static func all(of file: ScenarioFile) -> [ComparedTreatment] {
        file.treatments.enumerated().map { place, scenario in
            var treatment = ComparedTreatment(scenario, expectations: file.expectations)
            treatment.dose = file.sweep.map { Dose(argument: $0.argument, value: $0.values[place]) }
            return treatment
        }
    }
}
