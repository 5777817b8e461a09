import Circuits
import Foundation
import TwinEngine
import TwinProtocol

/// A twin that follows a recorded patient by his arterial and pulmonary pressure waves alone. Prints Markdown.
///
/// The recording (comma-separated: seconds, two leads, arterial and pulmonary pressure [mmHg], more) is 16 s long and is
/// followed again and again, since the twin begins as somebody else: a healthy adult.
struct RecordedPatient {
    let layout: TwinLayout
    let rest: CircuitState<Double>

    struct Sample {
        var time: Double
        var arterial: Double
        var pulmonary: Double
    }

    static func read(_ path: String) throws -> [Sample] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").compactMap {
            let words = $0.split(separator: ",")
            guard words.count >= 5, let time = Double(words[0]), let arterial = Double(words[3]),
                let pulmonary = Double(words[4])
            else { return nil }
            return Sample(time: 1000 * time, arterial: arterial, pulmonary: pulmonary)
        }
    }

    /// Errors of the twin's beats against the patient's in one pass, by code: bias and root of the mean square [mmHg].
    struct Pass {
        var errors: [String: [Double]] = [:]
    }

    func follow(_ samples: [Sample], passes: Int) throws -> (passes: [Pass], beats: Int) {
        let heart = try TwinHeart(layout, state: rest)
        let estimator = try TwinEstimator(layout, rest: rest)
        var waves = WaveformVitals()
        var results: [Pass] = []
        var pending: [String: Double] = [:]
        var beats = 0
        let period = samples[1].time - samples[0].time
        let length = period * Double(samples.count)
        let pulse = layout.catalogue.place(of: "MDC_ECG_HEART_RATE") ?? 0
        for pass in 0..<passes {
            var errors: [String: [Double]] = [:]
            for sample in samples {
                let time = Double(pass) * length + sample.time
                while Double(heart.step) < time { _ = heart.advance() }
                for beat in waves.take(
                    "MDC_PRESS_BLD_ART_PULM", [sample.pulmonary], last: time, period: period)
                {
                    pending.merge(beat.values) { $1 }
                }
                for beat in waves.take(
                    "MDC_PRESS_BLD_ART_ABP", [sample.arterial], last: time, period: period)
                {
                    beats += 1
                    var values = pending.merging(beat.values) { $1 }
                    pending = [:]
                    for (code, value) in values where TwinEstimator.deviations[code] != nil {
                        errors[code, default: []].append(heart.beat.value(of: code) - value)
                    }
                    let rate = values.removeValue(forKey: "MDC_ECG_HEART_RATE")
                    if let rate { _ = heart.apply(Command(signal: pulse, value: rate)) }
                    let found = estimator.take(
                        TwinEstimator.Measurement(heartRate: rate, values: values), at: time)
                    for estimate in found ?? [] {
                        guard let signal = layout.catalogue.place(of: estimate.name) else {
                            continue
                        }
                        _ = heart.apply(Command(signal: signal, value: estimate.mean, ramp: 500))
                    }
                }
            }
            results.append(Pass(errors: errors))
        }
        print(
            "artefacts \(estimator.artefacts.sorted { $0.key < $1.key }), drifting \(estimator.drifting)"
        )
        for e in estimator.estimates { print(e) }
        return (results, beats)
    }

    func run(_ path: String, passes: Int) throws {
        let samples = try Self.read(path)
        let (results, beats) = try follow(samples, passes: passes)
        print("\n\(beats) beats; bias, root of the mean square of twin less patient [mmHg]:\n")
        let codes = Set(results.flatMap { $0.errors.keys }).sorted()
        print("| |" + results.indices.map { " \(16 * $0) to \(16 * ($0 + 1)) s |" }.joined())
        print("|---|" + results.map { _ in "---|" }.joined())
        for code in codes {
            print(
                "| \(code) |"
                    + results.map { pass in
                        let errors = pass.errors[code] ?? []
                        let bias = errors.reduce(0, +) / Double(max(errors.count, 1))
                        let square =
                            errors.reduce(0) { $0 + $1 * $1 } / Double(max(errors.count, 1))
                        return String(format: " %.1f, %.1f |", bias, square.squareRoot())
                    }.joined())
        }
    }
}
