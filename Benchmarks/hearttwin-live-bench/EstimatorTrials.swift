import Circuits
import Foundation
import Numerics
import TwinEngine
import TwinProtocol

/// Trials of the estimator on a patient whose parameter makes a step: how soon it is followed, and whether intervals
/// cover. Prints Markdown.
struct EstimatorTrials {
    let layout: TwinLayout
    let rest: CircuitState<Double>

    /// What is done at the moment of the step.
    struct Step {
        var name: String
        var signal: String
        var operation: Command.Operation
        var change: Double
    }

    struct Outcome {
        var beats: Int
        var late: Double
        var truth: Double
        var covered: Double
    }

    static let steps = [
        Step(
            name: "systemic resistance × 0.7",
            signal: "circulation.systemicArterialResistance", operation: .scale, change: 0.7),
        Step(
            name: "systemic resistance × 1.4",
            signal: "circulation.systemicArterialResistance", operation: .scale, change: 1.4),
        Step(
            name: "blood − 500 mL", signal: "circulation.bloodVolume", operation: .add,
            change: -500),
        Step(
            name: "blood + 500 mL", signal: "circulation.bloodVolume", operation: .add, change: 500),
        Step(
            name: "pulmonary resistance × 1.6",
            signal: "circulation.pulmonaryArterialResistance", operation: .scale, change: 1.6),
        Step(
            name: "left contractility × 0.6", signal: "wall.contractilityLeft", operation: .scale,
            change: 0.6),
        Step(
            name: "left contractility × 1.5", signal: "wall.contractilityLeft", operation: .scale,
            change: 1.5),
    ]

    var rows = Array(steps.indices)

    /// Period of the arterial wave [steps] and deviation of the noise of its samples [mmHg].
    static let wave = (period: UInt64(8), noise: 0.6)

    /// One trial: a step at 40 s, measured each beat with noise of 0.6 of the assumed deviations, every eighth beat lost.
    ///
    /// - Parameters:
    ///   - rate: heart rate before and after the step [1/min].
    ///   - hasWave: whether the steepest rise of a noisy arterial wave is measured as well.
    func follow(
        _ step: Step, seed: UInt64, rate: (Double, Double) = (75, 75), at moment: UInt64 = 40_000,
        hasWave: Bool,
        watch: ((_ beat: Int, _ truth: TwinHeart, _ estimator: TwinEstimator) -> Void)? = nil
    ) throws -> Outcome {
        let truth = try TwinHeart(layout, state: rest)
        let signal = layout.catalogue.place(of: step.signal) ?? 0
        let pulse = layout.catalogue.place(of: "MDC_ECG_HEART_RATE") ?? 0
        _ = truth.apply(Command(signal: pulse, value: rate.0))
        let estimator = try TwinEstimator(layout, rest: rest, seed: seed)
        var noise = SplitMix64(seed: seed + 100)
        let before = truth.value(signal)
        var series: [(time: UInt64, mean: Double, beat: Int)] = []
        var (covered, judged, since) = (0, 0, 0)
        var waves = WaveformVitals()
        var waveNoise = SplitMix64(seed: seed + 200)
        /// What was measured of the last beat, until its wave is seen.
        var waiting: [String: Double]?
        func take(_ values: [String: Double]) {
            let measurement = TwinEstimator.Measurement(
                heartRate: truth.step > moment ? rate.1 : rate.0, values: values)
            guard
                let found = estimator.take(measurement, at: Double(truth.step))?
                    .first(where: { $0.name == step.signal })
            else { return }
            watch?(since, truth, estimator)
            series.append((truth.step, found.mean, since))
            guard truth.step > moment + 15_000 else { return }
            judged += 1
            if (found.low...found.high).contains(truth.value(signal)) { covered += 1 }
        }
        while truth.step < moment + 40_000 {
            if truth.step == moment {
                _ = truth.apply(
                    Command(signal: signal, operation: step.operation, value: step.change))
                _ = truth.apply(Command(signal: pulse, value: rate.1))
            }
            let isBeat = truth.advance()
            if hasWave, truth.step % Self.wave.period == 0 {
                let sample = truth.trace.arterial + Self.wave.noise * waveNoise.nextNormal()
                for beat in waves.take(
                    "MDC_PRESS_BLD_ART_ABP", [sample], last: Double(truth.step),
                    period: Double(Self.wave.period))
                {
                    guard var values = waiting else { continue }
                    if !values.isEmpty { values[Upstroke.name] = beat.values[Upstroke.name] }
                    take(values)
                    waiting = nil
                }
            }
            guard isBeat else { continue }
            if let values = waiting { take(values) }
            if truth.step > moment { since += 1 }
            var values: [String: Double] = [:]
            for (code, deviation) in TwinEstimator.deviations.sorted(by: { $0.key < $1.key }) {
                values[code] = truth.beat.value(of: code) + 0.6 * deviation * noise.nextNormal()
            }
            if truth.beat.number % 8 == 0 { values = [:] }
            if hasWave { waiting = values } else { take(values) }
        }
        let after = truth.value(signal)
        let goal = before + 0.9 * (after - before)
        let reached = series.first {
            $0.time > moment && (after > before ? $0.mean >= goal : $0.mean <= goal)
        }
        let late = series.filter { $0.time > moment + 20_000 }.map(\.mean)
        return Outcome(
            beats: reached?.beat ?? 99, late: late.reduce(0, +) / Double(late.count), truth: after,
            covered: Double(covered) / Double(judged))
    }

    /// Prints what the estimator thought after every beat of one trial: each parameter and half its interval by the truth, how
    /// likely its step was, innovations, and how surprising the beat was.
    func trace(_ step: Step, seed: UInt64) throws {
        print(
            "| beat | estimate ± half its interval by truth, probability of a step | innovations | surprise | left out |"
        )
        print("|---|---|---|---|---|")
        let outcome = try follow(step, seed: seed, hasWave: true) { beat, truth, estimator in
            guard truth.step > 30_000, beat < 30 else { return }
            let words = estimator.estimates.enumerated().map { k, one in
                let value = layout.catalogue.place(of: one.name).map(truth.value) ?? .nan
                return String(
                    format: "%@ %.3f ± %.3f, %.2f",
                    String(one.name.split(separator: ".").last ?? ""),
                    one.mean / value,
                    0.5 * (one.high - one.low) / value,
                    estimator.stepProbabilities.isEmpty ? 0 : estimator.stepProbabilities[k])
            }
            print(
                "| \(beat) | \(words.joined(separator: "; ")) | \(innovations(of: estimator)) | \(String(format: "%.2f", estimator.surprise)) | \(estimator.artefacts.values.reduce(0, +)) |"
            )
        }
        print("\n\(step.name), seed \(seed): \(outcome)")
    }

    private func innovations(of estimator: TwinEstimator) -> String {
        estimator.innovations.sorted { $0.key < $1.key }.map { code, value in
            let name = code.split(separator: "_").suffix(2).joined(separator: " ")
            return "\(name) \(String(format: "%.2f", value))"
        }.joined(separator: ", ")
    }

    func run(seeds: [UInt64], waves: [Bool] = [true, false]) throws {
        print("## Estimator: steps of a synthetic patient\n")
        print(
            "\(seeds.count) trials each; noise of 0.6 of the assumed deviations, every eighth beat lost, the step 40 s after the start."
        )
        for hasWave in waves { try table(seeds, hasWave) }
    }

    private func table(_ seeds: [UInt64], _ hasWave: Bool) throws {
        print(
            hasWave
                ? "With the arterial wave, a sample every \(Self.wave.period) ms with noise of \(Self.wave.noise) mmHg, of which the steepest rise is used:\n"
                : "\nWithout waves:\n")
        print(
            "| step | beats until 90 % | 20 to 40 s later; truth | covered by 90 % intervals |\n|---|---|---|---|"
        )
        var prompt = 0
        for step in rows.map({ Self.steps[$0] }) {
            let trials = try seeds.map { try follow(step, seed: $0, hasWave: hasWave) }
            prompt += trials.filter { $0.beats <= 10 }.count
            print(row(step, trials))
        }
        // A rate that jumps is measured, and is to move nothing else.
        let same = Step(
            name: "heart rate 75 → 110, systemic resistance the same",
            signal: "circulation.systemicArterialResistance", operation: .scale, change: 1)
        print(
            row(
                same,
                try seeds.map {
                    try follow(same, seed: $0, rate: (75, 110), hasWave: hasWave)
                }))
        print("\n\(prompt) of \(seeds.count * rows.count) reach 90 % within 10 beats.")
    }

    private func row(_ step: Step, _ trials: [Outcome]) -> String {
        let beats =
            step.change == 1
            ? ["–"] : trials.map(\.beats).sorted().map { $0 == 99 ? "more" : "\($0)" }
        let late = trials.map(\.late).sorted()
        let covered = trials.map { Int((100 * $0.covered).rounded()) }.sorted()
        func number(_ value: Double) -> String { String(format: "%.4g", value) }
        return "| \(step.name) | \(beats.joined(separator: ", ")) | "
            + "\(number(late[0])) … \(number(late[late.count - 1])); \(number(trials[0].truth)) | "
            + "\(covered[0]) … \(covered[covered.count - 1]) %, mean \(covered.reduce(0, +) / covered.count) % |"
    }
}
