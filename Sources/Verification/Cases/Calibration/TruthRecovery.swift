import Calibration
import Circuits
import Circulation
import Glibc
import Numerics
public import Quantities

/// Synthetic patients whose parameters are known: does the calibration find them, and does it know how far
/// off it may be?
///
/// Factors are drawn from the prior, the loop they give is measured with noise, and the fit sees the
/// measurements only. Hearts outside what a catheter laboratory sees are drawn anew. Of all true factors 90 % should
/// lie in the 90 % intervals of the fit's linear model; unless quick, those that reports and patient files show, of
/// weighted draws where enough of them count, are shown beside it. The end-systolic elastance of the left ventricle, which
/// no instrument shows, should be found.
public struct TruthRecovery: VerificationCase {
    public static let card = ModelCard(
        identifier: "calibration-truth",
        summary: "Calibration of synthetic patients: coverage of intervals, error of Ees",
        source: "by construction")

    /// Makes the case.
    public init() {}

    /// What is measured, with its noise: a catheter laboratory and cardiac magnetic resonance.
    private static let measured: [(name: String, absolute: Double, relative: Double)] = [
        ("systolic_pressure", 2, 0), ("diastolic_pressure", 2, 0),
        ("central_venous_pressure", 1, 0), ("left_atrial_pressure", 1, 0),
        ("pulmonary_systolic_pressure", 2, 0), ("pulmonary_diastolic_pressure", 2, 0),
        ("rv_systolic_pressure", 2, 0), ("cardiac_output", 0, 0.05),
        ("lv_end_diastolic_volume", 0, 0.04), ("lv_end_systolic_volume", 0, 0.04),
        ("rv_end_diastolic_volume", 0, 0.05), ("left_atrial_volume", 0, 0.08),
        ("mitral_e_a_ratio", 0, 0.1),
    ]

    /// What a catheter laboratory sees, in the units of the readings.
    private static let seen: [String: ClosedRange<Double>] = [
        "systolic_pressure": 70...230, "diastolic_pressure": 35...140,
        "central_venous_pressure": 0...25, "left_atrial_pressure": 2...40,
        "cardiac_output": 2...12, "lv_ejection_fraction": 12...85,
        "pulmonary_systolic_pressure": 10...100, "mitral_e_a_ratio": 0.3...6,
    ]

    private static let patients = 100
    private static let quickPatients = 40
    /// Points that the coverage of all patients may be off; fewer scatter more.
    private static let coverageTolerance = 5.0

    /// Sets that are drawn of a patient for the intervals of reports; 400 unless a user asks for others.
    private static let sets = 200

    /// One synthetic patient.
    private struct Outcome {
        /// Whether the linear model's interval holds the truth, factor by factor.
        var isInside: [Bool]
        /// The same of the report's interval; nil where nothing was drawn.
        var isInsideReported: [Bool]?
        /// Whether that interval is of draws.
        var hasDraws = false
        /// Relative error of the end-systolic elastance [1].
        var elastanceError: Double
    }

    public func run(_ options: VerificationOptions) throws -> [Check] {
        let count = options.quick ? Self.quickPatients : Self.patients
        var generator = SplitMix64(seed: 20_261_126)
        var outcomes: [Outcome] = []
        var failed = 0
        var meter = ProgressMeter(total: count, done: 0)
        while outcomes.count + failed < count {
            let truth = LoopFactors.all.map { generator.nextNormal() * $0.spread }
            let noise = Self.measured.map { _ in generator.nextNormal() }
            guard let targets = try Self.measure(truth, noise) else { continue }
            do {
                outcomes.append(try Self.outcome(truth, targets, draws: !options.quick))
            } catch is CalibrationError {
                failed += 1
            }
            if let line = meter.line(done: outcomes.count + failed) { options.progress(line) }
        }
        let flags = outcomes.flatMap(\.isInside)
        let coverage = 100 * Double(flags.filter { $0 }.count) / Double(max(flags.count, 1))
        let errors = outcomes.map { 100 * $0.elastanceError }.sorted()
        return [
            Check(
                "patients fitted", unit: "1", observed: Double(outcomes.count), low: Double(count)),
            Check(
                "true factors inside 90 % intervals", unit: "%", observed: coverage, expected: 90,
                tolerance: Self.coverageTolerance
                    * (Double(Self.patients) / Double(count)).squareRoot()),
            Check(
                "median error of the left end-systolic elastance", unit: "%",
                observed: errors.isEmpty ? .nan : errors[errors.count / 2], high: 9),
        ]
            + Self.reported(outcomes)
            + LoopFactors.all.enumerated().map { place, factor in
                let inside = outcomes.filter { $0.isInside[place] }.count
                return Check(
                    "coverage: \(factor.summary)", unit: "%",
                    observed: 100 * Double(inside) / Double(max(outcomes.count, 1)), gated: false)
            }
    }

    /// Coverage of the intervals that users see, reported; nothing where none were drawn.
    private static func reported(_ outcomes: [Outcome]) -> [Check] {
        let flags = outcomes.compactMap(\.isInsideReported).flatMap { $0 }
        guard !flags.isEmpty else { return [] }
        return [
            Check(
                "true factors inside the 90 % intervals of reports", unit: "%",
                observed: 100 * Double(flags.count { $0 }) / Double(flags.count), gated: false),
            Check(
                "patients whose reported intervals are of draws", unit: "1",
                observed: Double(outcomes.count { $0.hasDraws }), gated: false),
        ]
    }

    /// The measurements of a patient; nil for a heart that does not beat or that nobody sees.
    private static func measure(_ truth: [Double], _ noise: [Double]) throws -> [LoopTarget]? {
        let names = measured.map(\.name)
        let study = try LoopStudy(
            base: .healthyAdult, factors: LoopFactors.all,
            readings: names + seen.keys.sorted().filter { !names.contains($0) })
        guard zip(study.ranges, truth).allSatisfy({ $0.contains($1) }),
            let point = try? study.point(truth)
        else { return nil }
        for (output, value) in zip(study.outputs, point.readings) {
            if let range = seen[output.name], !range.contains(value) { return nil }
        }
        return zip(measured, noise).enumerated().map { place, pair in
            let (instrument, noise) = pair
            let value = point.readings[place]
            let deviation = instrument.absolute + instrument.relative * abs(value)
            return LoopTarget(instrument.name, value + noise * deviation, deviation: deviation)
        }
    }

    private static func outcome(
        _ truth: [Double], _ targets: [LoopTarget], draws: Bool
    ) throws -> Outcome {
        let posterior = try LoopPosterior(base: .healthyAdult, targets: targets)
        let fit = try LaplaceApproximation(of: posterior)
        let elastance = "leftVentricularActiveElastance"
        let found = try posterior.study.parameters(fit.point.logarithms)[elastance]
        let given = try posterior.study.parameters(truth)[elastance]
        var outcome = Outcome(
            isInside: truth.indices.map {
                abs(fit.point.logarithms[$0] - truth[$0])
                    <= CalibrationReport.intervalHalfWidth * fit.deviations[$0]
            }, elastanceError: abs(found / given - 1))
        guard draws else { return outcome }
        let sample = PosteriorSample(laplace: fit, of: posterior, count: sets, seed: 1)
        outcome.hasDraws = sample.moments != nil
        // As `CalibrationReport` has them.
        outcome.isInsideReported =
            sample.moments.map { moments in
                zip(moments.intervals, truth).map { $0.low <= $1 && $1 <= $0.high }
            } ?? outcome.isInside
        return outcome
    }
}
