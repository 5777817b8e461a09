import Calibration
import Circulation
import Electrophysiology
import HeartModel
import LoopLevel
import Scenarios

/// A kind of patient on the level of the closed loop, to be treated again and again.
struct TreatedArchetype {
    private let untreated: HeartParameters

    /// Time after an intervention [ms]: nerves have answered, kidneys have not.
    private static let duration = 180_000.0

    /// Finds the patient.
    ///
    /// - Throws: `CalibrationError`.
    init(_ archetype: Archetype) throws {
        let loop = try archetype.calibrated(count: 2).loop
        untreated = try HeartParameters(loop.valuesByName)
    }

    /// Numbers before and after interventions.
    ///
    /// - Throws: `ScenarioError`, `CirculationError`.
    func response(to calls: [String]) throws -> (before: [HeartMetric], after: [HeartMetric]) {
        var heart = TreatedHeart(parameters: untreated, activation: ActivationProtocols.normal)
        try Scenario(
            name: "trial", interventions: calls.map { try InterventionCall(parsing: $0) }
        ).apply(to: &heart)
        let response = try LoopResponse(
            of: LoopMember(
                untreated: untreated, treated: heart.parameters, therapy: heart.therapy),
            reflex: true, duration: Self.duration)
        return (response.before, response.after)
    }
}
