import Calibration
import Circuits
import Circulation
public import Quantities

/// A real patient's arterial and pulmonary pressure waves, fitted point by point.
///
/// Waves are averaged over the beats of the recording; each is shifted in time as fits best, since the way of the pulse to the
/// catheter and of the signal through the line is not part of a lumped loop. Beside the factors of every calibration the
/// durations of contraction and the characteristic resistances may differ. Errors are reported, not judged.
public struct PressureWaveforms: VerificationCase {
    public static let card = ModelCard(
        identifier: "pressure-waveforms",
        summary: "Arterial and pulmonary pressure waves of a real patient, fitted by the loop",
        source: "MIMIC Database, record 041, PhysioNet, doi:10.1161/01.CIR.101.23.e215")

    /// Makes the case.
    public init() {}

    /// Points of a wave.
    private static let shares = 40
    /// What a lumped loop cannot show of a wave (reflections, ringing of the line), taken as noise [mmHg].
    private static let modelError = 3.0
    /// Rounds of shifting and fitting.
    private static let rounds = 3

    private static let factors =
        LoopFactors.all + [
            LoopFactor(
                "leftContraction", "duration of the left ventricle's contraction", spread: 0.2,
                ["leftVentricularContractionTime": 1]),
            LoopFactor(
                "rightContraction", "duration of the right ventricle's contraction", spread: 0.2,
                ["rightVentricularContractionTime": 1]),
            LoopFactor(
                "systemicCharacteristic", "characteristic resistance of the aorta", spread: 0.5,
                ["systemicCharacteristicResistance": 1]),
            LoopFactor(
                "pulmonaryCharacteristic", "characteristic resistance of the pulmonary artery",
                spread: 0.5, ["pulmonaryCharacteristicResistance": 1]),
        ]

    /// One of the two waves.
    private struct Wave {
        var name: String
        var pulse: PressureRecording.Pulse
        /// Shares by which the measured wave comes late.
        var delay = 0
    }

    public func run(_ options: VerificationOptions) throws -> [Check] {
        let recording = try PressureRecording(
            path: options.referenceDirectory + "/mimic_041s.csv", shares: Self.shares)
        options.progress(
            "\(recording.beats) beats at \(Int(recording.heartRate.rounded())) a minute")
        let base = try LoopParameters.healthyAdult.replacing([
            LoopParameters.prefix + "heartRate": recording.heartRate
        ])
        var waves = [
            Wave(name: "arterial_pressure", pulse: recording.arterial),
            Wave(name: "pulmonary_pressure", pulse: recording.pulmonary),
        ]
        var fit = try Self.fit(base, Self.summaries(recording), waves)
        for _ in 0..<Self.rounds {
            for place in waves.indices {
                waves[place].delay = Self.delay(of: waves[place], fit.waves[place])
            }
            fit = try Self.fit(base, Self.points(waves), waves)
        }
        let millisecondsPerShare = 60_000 / recording.heartRate / Double(Self.shares)
        return zip(waves, fit.waves).flatMap { wave, fitted in
            let measured = Self.shifted(wave)
            let mean = measured.reduce(0, +) / Double(Self.shares)
            return [
                Check(
                    "\(wave.name): root mean square error", unit: "mmHg",
                    observed: Self.distance(measured, fitted), gated: false),
                Check(
                    "\(wave.name): the same of its mean", unit: "mmHg",
                    observed: Self.distance(measured, measured.map { _ in mean }), gated: false),
                Check(
                    "\(wave.name): delay", unit: "ms",
                    observed: Double(wave.delay) * millisecondsPerShare, gated: false),
            ]
        } + [
            Check(
                "factors at a bound", unit: "1", observed: Double(fit.laplace.onBound.count),
                high: 0),
            Check(
                "iterations", unit: "1", observed: Double(fit.laplace.costs.count - 1), gated: false
            ),
        ]
    }

    private typealias Fit = (laplace: LaplaceApproximation, waves: [[Double]])

    private static func fit(
        _ base: LoopParameters, _ targets: [LoopTarget], _ waves: [Wave]
    ) throws -> Fit {
        let laplace = try LaplaceApproximation(
            of: try LoopPosterior(base: base, factors: factors, targets: targets))
        let study = try LoopStudy(
            base: base, factors: factors,
            readings: waves.flatMap { wave in (0..<shares).map { name(wave.name, $0) } })
        let readings = try study.point(laplace.point.logarithms).readings
        return (
            laplace,
            waves.indices.map { Array(readings[$0 * shares..<($0 + 1) * shares]) }
        )
    }

    private static func name(_ wave: String, _ share: Int) -> String {
        "\(wave)@\(Double(share) / Double(shares))"
    }

    /// Highest, lowest and mean pressures, to begin with.
    private static func summaries(_ recording: PressureRecording) -> [LoopTarget] {
        func targets(_ pulse: PressureRecording.Pulse, _ names: [String]) -> [LoopTarget] {
            let mean = pulse.mean.reduce(0, +) / Double(shares)
            return zip(names, [pulse.mean.max() ?? 0, pulse.mean.min() ?? 0, mean]).map {
                LoopTarget($0, $1, deviation: modelError)
            }
        }
        return targets(
            recording.arterial,
            ["systolic_pressure", "diastolic_pressure", "mean_arterial_pressure"])
            + targets(
                recording.pulmonary,
                [
                    "pulmonary_systolic_pressure", "pulmonary_diastolic_pressure",
                    "pulmonary_mean_pressure",
                ])
    }

    /// Every point of the shifted waves.
    private static func points(_ waves: [Wave]) -> [LoopTarget] {
        waves.flatMap { wave in
            shifted(wave).enumerated().map { share, value in
                let noise = wave.pulse.deviation[(share + wave.delay) % shares]
                return LoopTarget(
                    name(wave.name, share), value,
                    deviation: (noise * noise + modelError * modelError).squareRoot())
            }
        }
    }

    /// The measured wave without its delay.
    private static func shifted(_ wave: Wave) -> [Double] {
        (0..<shares).map { wave.pulse.mean[($0 + wave.delay) % shares] }
    }

    /// The delay at which a measured wave is nearest to the fitted one.
    private static func delay(of wave: Wave, _ fitted: [Double]) -> Int {
        var (best, least) = (0, Double.infinity)
        for delay in 0..<shares {
            var candidate = wave
            candidate.delay = delay
            let distance = distance(shifted(candidate), fitted)
            if distance < least { (best, least) = (delay, distance) }
        }
        return best
    }

    private static func distance(_ a: [Double], _ b: [Double]) -> Double {
        (zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / Double(a.count)).squareRoot()
    }
}
