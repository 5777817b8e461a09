import Foundation
import Synchronization
import TwinEngine
import TwinProtocol

/// The estimator on its thread: hears what was measured, posts what it finds to the solver's cells.
final class LiveEstimator: Sendable {
    private let latest = Mutex<(estimates: [TwinEstimator.Estimate], step: UInt64)>(([], 0))
    /// Measurements that the ensemble could not follow.
    let failures = Counter()

    /// Samples of waves that wait: code, values, time of the last one and between two [ms].
    private typealias Wave = (code: String, values: [Double], last: Double, period: Double)
    private let waves = Mutex<[Wave]>([])
    private static let mostWaves = 4096
    private let findings = Mutex<(artefacts: [String: Int], drifting: [String])>(([:], []))

    /// Over how long an estimate takes effect [ms].
    private static let ramp = 500.0
    /// Between two measurements at least [ms]: a beat or so.
    private static let spacing: UInt64 = 500
    private static let rest: UInt64 = 2_000_000
    /// So long a measured heart rate holds before that of the arterial wave does [ms].
    private static let rateHolds: UInt64 = 10_000

    /// Hears of an event that was passed on and acts at a step; only waves are kept.
    func passed(_ event: TwinEvent, _ catalogue: EventCatalogue, step: UInt64) {
        guard event.kind == .vital, !event.samples.isEmpty else { return }
        let code = catalogue.signals[event.signal].name
        guard WaveformVitals.codes.contains(code) else { return }
        waves.withLock { waves in
            guard waves.count < Self.mostWaves else { return failures.add(1) }
            waves.append((code, event.samples, Double(step), event.samplePeriod))
        }
    }

    /// Follows a session until it ends.
    func follow(_ session: LiveSession) throws {
        let layout = session.patient.layout
        let estimator = try TwinEstimator(layout, rest: session.patient.state)
        let start = session.heart.step
        var rate: Double?
        var values: [String: Double] = [:]
        var step = start
        var last = start
        var beats = WaveformVitals()
        let pulse = layout.catalogue.place(of: "MDC_ECG_HEART_RATE")
        var lastRate: UInt64?
        while !session.hasEnded {
            for wave in waves.withLock({ waves in
                defer { waves = [] }
                return waves
            }) {
                for beat in beats.take(
                    wave.code, wave.values, last: wave.last, period: wave.period)
                {
                    values.merge(beat.values.filter { TwinEstimator.measures.contains($0.key) }) {
                        $1
                    }
                    guard let found = beat.values["MDC_ECG_HEART_RATE"] else { continue }
                    let moment = UInt64(max(beat.end, Double(start)))
                    // A heart rate that is measured itself goes before that of the wave.
                    if lastRate.map({ $0 + Self.rateHolds < moment }) ?? true {
                        rate = found
                        if let pulse {
                            session.inputs.estimates.post(Command(signal: pulse, value: found))
                        }
                    }
                    guard moment >= last + Self.spacing || last == start else { continue }
                    take(
                        estimator, TwinEstimator.Measurement(heartRate: rate, values: values),
                        moment - start, session)
                    values = [:]
                    last = moment
                }
            }
            guard let measured = session.outputs.measured.pop() else {
                MonotonicClock.sleep(until: MonotonicClock.now + Self.rest)
                continue
            }
            // What was measured at one moment belongs together.
            if measured.step != step, !values.isEmpty, step >= last + Self.spacing {
                take(
                    estimator, TwinEstimator.Measurement(heartRate: rate, values: values),
                    step - start, session)
                values = [:]
                last = step
            }
            step = measured.step
            let code = layout.catalogue.signals[measured.signal].name
            if code == "MDC_ECG_HEART_RATE" {
                rate = measured.value
                lastRate = measured.step
            }
            if TwinEstimator.deviations[code] != nil { values[code] = measured.value }
        }
    }

    private func take(
        _ estimator: TwinEstimator, _ measurement: TwinEstimator.Measurement, _ time: UInt64,
        _ session: LiveSession
    ) {
        let found = estimator.take(measurement, at: Double(time))
        findings.withLock { $0 = (estimator.artefacts, estimator.drifting) }
        guard let found else {
            // Threads of sources count, too, under this lock.
            return waves.withLock { _ in failures.add(1) }
        }
        for estimate in found {
            guard let signal = session.patient.layout.catalogue.place(of: estimate.name) else {
                continue
            }
            session.inputs.estimates.post(
                Command(signal: signal, value: estimate.mean, ramp: Self.ramp))
        }
        latest.withLock { $0 = (found, time) }
    }

    /// A line about the last estimates, once for each.
    func line() -> String? {
        let (estimates, step) = latest.withLock { state in
            defer { state.estimates = [] }
            return state
        }
        guard !estimates.isEmpty else { return nil }
        let parts = estimates.map {
            "\"\($0.name)\":{\"mean\":\(number($0.mean)),\"low\":\(number($0.low)),\"high\":\(number($0.high))}"
        }
        let (artefacts, drifting) = findings.withLock { $0 }
        let left = artefacts.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }
        let drift = drifting.map { "\"\($0)\"" }
        return "{\"type\":\"estimate\",\"milliseconds\":\(step)," + parts.joined(separator: ",")
            + ",\"artefacts\":{\(left.joined(separator: ","))},\"drifting\":[\(drift.joined(separator: ","))]}"
    }

    private func number(_ value: Double) -> String { String(format: "%.6g", value) }
}
