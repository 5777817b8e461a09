import PatientModels
import Foundation
import HeartModel
import Numerics
import Patients
public import Quantities

/// Random hearts, each of which has to be computed or refused with a clear error.
///
/// 200 parameter sets of ``RobustnessBox`` by Latin hypercube sampling with a fixed seed, on the shipped
/// generated heart `patients/ideal-biv.h5`. Each heart is built, stress of the imaged wall included, and
/// beats once from its imaged end-diastole, the beat farthest from any limit cycle. The quick run takes
/// the first sets of the full one.
///
/// Judged: the share of beats that converge, above 98 %; that no number is infinite or not a number; that
/// no set takes more than ``RobustnessBeat/timeLimit``; that blood is conserved.
public struct RobustnessCase: VerificationCase {
    public static let card = ModelCard(
        identifier: "robustness",
        summary: "A beat of 200 random hearts: none crashes, hangs or gives NaN, 98 % converge",
        source: "choice: Latin hypercube of McKay et al. 1979, doi:10.1080/00401706.1979.10489755, "
            + "over the ranges of docs/verification.md")

    /// Makes the case.
    public init() {}

    /// Parameter sets, and those of the quick run.
    private static let sets = 200
    private static let quickSets = 3
    private static let seed: UInt64 = 2_017
    /// Least share that has to converge [%].
    private static let leastShare = 98.0
    /// Largest accepted change of the blood volume, relative to it [1].
    private static let bloodTolerance = 1e-9

    public func run(_ options: VerificationOptions) throws -> [Check] {
        let patient = try Patient(
            reading: options.dataDirectory + "/patients/ideal-biv.h5", knowing: Patient.catalogue)
        let beat = RobustnessBeat(patient: patient, anatomy: try patient.heartAnatomy())
        let all = LatinHypercube.points(
            count: Self.sets, dimensions: RobustnessBox.dimensions, seed: Self.seed
        ).map(RobustnessBox.values)
        let count = options.quick ? Self.quickSets : Self.sets
        var record = try RobustnessRecord(
            folder: options.checkpointDirectory, name: "\(Self.seed)", sets: all)
        let known = Set(record.outcomes.map(\.number))
        let left = (0..<count).filter { !known.contains($0) }
        if left.count < count { options.progress("going on after \(count - left.count) sets") }
        var meter = ProgressMeter(total: count, done: count - left.count)
        for number in left {
            let outcome = beat.run(number: number, values: all[number])
            try record.add(outcome)
            if outcome.verdict != .converged { options.progress(Self.line(outcome)) }
            let done = count - left.count + (left.firstIndex(of: number) ?? 0) + 1
            if let line = meter.line(done: done) {
                let good = record.outcomes.count { $0.verdict == .converged }
                options.progress("\(done) of \(count) hearts, \(good) converged, \(line)")
            }
        }
        return Self.checks(record.outcomes.filter { $0.number < count })
    }

    /// A failure in one line.
    private static func line(_ outcome: RobustnessOutcome) -> String {
        String(
            format: "set %d %@ after %.0f s", outcome.number, outcome.verdict.rawValue,
            outcome.seconds)
            + (outcome.message.isEmpty ? "" : ": \(outcome.message)")
    }

    private static func checks(_ outcomes: [RobustnessOutcome]) -> [Check] {
        func count(_ verdict: RobustnessOutcome.Verdict) -> Double {
            Double(outcomes.count { $0.verdict == verdict })
        }
        let beats = outcomes.filter { $0.verdict == .converged }
        func info(_ name: String, unit: String, _ value: Double?) -> Check {
            Check(name, unit: unit, observed: value ?? .nan, gated: false)
        }
        return [
            Check("hearts", unit: "1", observed: Double(outcomes.count), gated: false),
            Check(
                "share that converges", unit: "%",
                observed: 100 * count(.converged) / Double(outcomes.count), low: leastShare),
            Check(
                "hearts with numbers that are not finite", unit: "1", observed: count(.notFinite),
                high: 0),
            Check("hearts that took too long", unit: "1", observed: count(.slow), high: 0),
            Check(
                "largest change of blood volume", unit: "1",
                observed: beats.map(\.bloodChange).max() ?? .nan, high: bloodTolerance),
            info("hearts refused with an error", unit: "1", count(.refused)),
            info("steps", unit: "1", Double(beats.reduce(0) { $0 + $1.steps })),
            info(
                "steps repeated with half their length", unit: "1",
                Double(beats.reduce(0) { $0 + $1.rejectedSteps })),
            info(
                "median time of a heart", unit: "s",
                outcomes.map(\.seconds).sorted()[outcomes.count / 2]),
            info("longest time of a heart", unit: "s", outcomes.map(\.seconds).max()),
            info("least stroke volume", unit: "mL", beats.map(\.strokeVolumeML).min()),
            info("largest stroke volume", unit: "mL", beats.map(\.strokeVolumeML).max()),
            info("least peak pressure", unit: "mmHg", beats.map(\.peakPressureMmHg).min()),
            info("largest peak pressure", unit: "mmHg", beats.map(\.peakPressureMmHg).max()),
        ]
    }
}
