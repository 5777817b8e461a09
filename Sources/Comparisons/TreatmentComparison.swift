public import Circulation
import Electrophysiology
import HeartModel
public import LoopLevel
public import Patients
import Scenarios

/// Treatments of one patient, each against the same heart without it, on the level of the closed loop.
///
/// Equally likely hearts of a calibrated patient are the same before and after and for all treatments, so that
/// changes are paired: what differs between hearts but not between treatments falls out.
public struct TreatmentComparison: Sendable {
    /// What became of one treatment.
    public struct Outcome: Sendable {
        /// The treatment.
        public var treatment: Treatment
        /// Numbers before and after, and how they changed; nil where the treated heart has no state to
        /// report.
        public var report: LoopReport?
        /// The answer of the best heart, beat by beat.
        public var response: LoopResponse?
        /// What the expectations say.
        public var judgements: [Judgement]
        /// Why there are no numbers: no output, no periodic beat.
        public var failure: String?
    }

    /// The patient's name.
    public let patient: String
    /// How it was done.
    public let settings: ComparisonSettings
    /// The heart without treatment.
    public let untreated: LoopReport
    /// Traces of its beat.
    public let untreatedBeat: BeatTraces
    /// One for each treatment, in their order.
    public let outcomes: [Outcome]

    /// Runs everything.
    ///
    /// - Parameter progress: receives the number of finished treatments.
    /// - Throws: `ScenarioError` for treatments that cannot be done to this patient, `ParameterError`,
    ///   `CirculationError` for a heart that does not settle untreated, ``ComparisonError``.
    public init(
        of patient: Patient, named name: String, treatments: [Treatment],
        settings: ComparisonSettings, progress: (Int) -> Void = { _ in }
    ) throws {
        self.patient = name
        self.settings = settings
        let runner = ComparisonRunner(patient: patient, name: name, settings: settings)
        // What cannot be done is found before anything runs.
        for treatment in treatments { _ = try runner.treated(treatment.scenario) }
        let rest = try runner.response(to: nil)
        untreated = try runner.report(nil, rest, try runner.ensemble(nil, near: rest))
        untreatedBeat = rest.traces
        var outcomes: [Outcome] = []
        for (place, treatment) in treatments.enumerated() {
            outcomes.append(try runner.outcome(of: treatment))
            progress(place + 1)
        }
        self.outcomes = outcomes
    }
}
