import Foundation
import Synchronization
import TwinEngine
import TwinProtocol

/// The estimator on its thread: hears what was measured, posts what it finds to the solver's cells.
final class LiveEstimator: Sendable {
    private let latest = Mutex<(estimates: [TwinEstimator.Estimate], step: UInt64)>(([], 0))
    /// Measurements that the ensemble could not follow.
    let failures = Counter()

    /// Over how long an estimate takes effect [ms].
    private static let ramp = 500.0
    /// Between two measurements at least [ms]: a beat or so.
    private static let spacing: UInt64 = 500
    private static let rest: UInt64 = 2_000_000

    /// Follows a session until it ends.
    func follow(_ session: LiveSession) throws {
        let layout = session.patient.layout
        let estimator = try TwinEstimator(layout, rest: session.patient.state)
        let start = session.heart.step
        var rate: Double?
        var values: [String: Double] = [:]
        var step = start
        var last = start
        while !session.hasEnded {
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
            if code == "MDC_ECG_HEART_RATE" { rate = measured.value }
            if TwinEstimator.deviations[code] != nil { values[code] = measured.value }
        }
    }

    private func take(
        _ estimator: TwinEstimator, _ measurement: TwinEstimator.Measurement, _ time: UInt64,
        _ session: LiveSession
    ) {
        guard let found = estimator.take(measurement, at: Double(time)) else {
            return failures.add(1)
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
        return "{\"type\":\"estimate\",\"milliseconds\":\(step)," + parts.joined(separator: ",")
            + "}"
    }

    private func number(_ value: Double) -> String { String(format: "%.6g", value) }
}
