public import Circulation
import Electrophysiology
import HeartModel
public import LoopLevel
import Numerics
public import Patients
import Scenarios
import Synchronization

/// Treatments of one patient, each against the same heart without it, on the level of the closed loop.
///
/// Equally likely hearts of a calibrated patient are the same before and after and for all treatments, so that
/// changes are paired: what differs between hearts but not between treatments falls out.
public struct TreatmentComparison: Sendable {
    /// What became of one treatment.
    public struct Outcome: Sendable {
        /// The treatment.
        public var treatment: ComparedTreatment
        /// Numbers before and after, and how they changed; nil where the treated heart has no state to
        /// report.
        public var report: LoopReport?
        /// The answer of the best heart, beat by beat.
        public var response: LoopResponse?
        /// What the expectations say.
        public var judgements: [ExpectationJudgement]
        /// Why there are no numbers: no output, no periodic beat.
        public var failure: String?
    }

    /// The patient's name.
    public let patient: String
    /// What the file says of the patient.
    public let facts: PatientFacts
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
    /// - Parameter progress: receives the finished share [1] and words for it, from any thread.
    /// - Throws: `ScenarioError` for treatments that cannot be done to this patient, `ParameterError`,
    ///   `CirculationError` for a heart that does not settle untreated, ``ComparisonError``.
    public init(
        of patient: PatientFacts, named name: String, treatments: [ComparedTreatment],
        settings: ComparisonSettings, progress: @Sendable (Double, String) -> Void = { _, _ in }
    ) throws {
        self.patient = name
        facts = patient
        self.settings = settings
        let runner = ComparisonRunner(patient: patient, name: name, settings: settings)
        // What cannot be done is found before anything runs.
        for treatment in treatments { _ = try runner.treated(treatment.scenario) }
        let rest = try runner.response(to: nil)
        let alone = try runner.report(nil, rest, nil).document
        for expectation in treatments.flatMap(\.expectations) {
            _ = try ExpectationJudgement(expectation, alone, nil)
        }
        let done = Mutex(0)
        let hearts = try runner.ensemble(treatments.map(\.scenario)) { count in
            let total = done.withLock { done in
                done += count
                return done
            }
            progress(
                Double(total) / Double(settings.hearts), "\(total) of \(settings.hearts) hearts")
        }
        untreated = try runner.report(nil, rest, hearts?.untreated)
        untreatedBeat = rest.traces
        outcomes = try Parallel.map(count: treatments.count) { place in
            Result {
                try runner.outcome(of: treatments[place], ensemble: hearts?.treated[place])
            }
        }.map { try $0.get() }
    }
}
