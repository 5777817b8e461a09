import Calibration
import Circulation
import Electrophysiology
import Foundation
import HeartModel
import LoopLevel
import Scenarios

/// A kind of patient on the level of the closed loop, to be treated again and again.
struct TreatedArchetype {
    private let untreated: HeartParameters

    /// Finds the patient.
    ///
    /// - Throws: `CalibrationError`.
    init(_ archetype: Archetype) throws {
        let loop = try archetype.calibrated(count: 2).loop
        untreated = try HeartParameters(loop.valuesByName)
    }

    /// Numbers before interventions and some time [ms] after them.
    ///
    /// - Throws: `ScenarioError`, `CirculationError`.
    func response(
        to calls: [String], for duration: Double
    ) throws -> (before: [HeartMetric], after: [HeartMetric]) {
        let treatment = try PatientTreatment(of: untreated, calls: calls)
        let response = try LoopResponse(
            of: LoopMember(treatment, walls: false), reflex: true, duration: duration)
        return (response.before, response.after)
    }

    /// The call of a drug at the dose that reaches its effect, by bisection; the largest dose where none does.
    ///
    /// - Parameter before: the state from which the pressure changes.
    /// - Throws: as ``response(to:for:)``.
    func titrated(
        _ titration: InterventionTrial.Titration, beside calls: [String], for duration: Double,
        from before: [HeartMetric]
    ) throws -> String {
        func call(_ dose: Double) -> String {
            "\(titration.intervention)(\(titration.argument)="
                + String(format: "%.4g ", dose) + titration.unit + ")"
        }
        func pressure(_ metrics: [HeartMetric]) -> Double {
            metrics.first { $0.identifier == "aorticMeanMmHg" }?.value ?? .nan
        }
        let goal = pressure(before) + titration.pressureChange
        var (low, high) = (titration.doses.lowerBound, titration.doses.upperBound)
        for _ in 0..<Self.halvings {
            let middle = (low * high).squareRoot()
            let reached = pressure(try response(to: calls + [call(middle)], for: duration).after)
            if reached > goal { low = middle } else { high = middle }
        }
        return call(high)
    }

    /// Doses within a tenth in a hundredfold range.
    private static let halvings = 6
}
