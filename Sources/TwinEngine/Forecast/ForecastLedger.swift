import Synchronization

/// Keeps forecasts until what they foresaw has happened, and judges the latest of them by it.
///
/// A forecast says what comes if nothing is done: one that an intervention or a set parameter overtook is not
/// judged at the times after it, and counted.
public final class ForecastLedger: Sendable {
    /// What a forecast is compared with.
    public enum Reference: String, Sendable, CaseIterable, Encodable {
        /// The beats of the twin.
        case twin
        /// What monitors measured.
        case measured
    }

    private struct Target {
        var made: UInt64
        var due: UInt64
        var code: String
        var lead: Int
        var reference: Reference
        var low: Double
        var median: Double
        var high: Double
    }

    private struct Key: Hashable {
        var reference: Reference
        var code: String
        var lead: Int
    }

    private struct State {
        var targets: [Target] = []
        var changes: [UInt64] = []
        /// The step of the last beat.
        var now: UInt64 = 0
        var measured: [(code: String, value: Double, step: UInt64)] = []
        var outcomes: [Key: [ForecastScore.Outcome]] = [:]
        var overtaken = 0
        var missed = 0
    }

    private let state = Mutex(State())
    private let kept: Int

    /// Times ahead at which forecasts are judged [s].
    public static let leads = [10, 30, 60]
    /// A measurement belongs to a time if it comes at most so long after it [ms of the twin]; a choice: five values of
    /// a monitor that speaks every second.
    private static let tolerance: UInt64 = 5000
    /// A change longer ago is of no forecast that can still be judged [ms of the twin].
    private static let memory = UInt64(1000 * (leads.max() ?? 0)) + tolerance
    private static let mostMeasured = 8192

    /// Judges so many forecasts at each time ahead, the latest ones.
    public init(kept: Int = 60) { self.kept = kept }

    /// A forecast was made of what comes if nothing is done.
    public func keep(_ forecast: Forecast) {
        state.withLock { state in
            for curve in forecast.curves {
                for lead in Self.leads {
                    guard let at = forecast.seconds.firstIndex(of: Double(lead)) else { continue }
                    let due = forecast.step + UInt64(lead) * 1000
                    // What took longer than it looks ahead cannot be judged any more.
                    guard due > state.now else {
                        state.missed += Reference.allCases.count
                        continue
                    }
                    for reference in Reference.allCases {
                        state.targets.append(
                            Target(
                                made: forecast.step, due: due,
                                code: curve.code, lead: lead, reference: reference,
                                low: curve.low[at], median: curve.median[at], high: curve.high[at]))
                    }
                }
            }
        }
    }

    /// Something was done to the patient or the twin.
    ///
    /// - Parameter step: before which it acts; a recording tells it ahead of time.
    public func change(at step: UInt64) {
        state.withLock { state in
            state.changes.append(step)
        }
    }

    /// A beat of the twin is over.
    public func see(_ beat: BeatRecord) {
        state.withLock { state in
            state.now = beat.step
            state.changes.removeAll { $0 + Self.memory < beat.step }
            let due = state.measured.prefix { $0.step <= beat.step }
            state.measured.removeFirst(due.count)
            for (code, value, step) in due {
                judge(&state, .measured, step) { $0 == code ? value : .nan }
            }
            // What nobody measured in time nobody will.
            let before = state.targets.count
            state.targets.removeAll {
                $0.reference == .measured && $0.due + Self.tolerance < beat.step
            }
            state.missed += before - state.targets.count
            judge(&state, .twin, beat.step) { code in
                code == "cardiac_output" ? beat.cardiacOutput : beat.value(of: code)
            }
        }
    }

    /// Something was measured; counts when the twin has come to its step.
    public func see(_ code: String, _ value: Double, at step: UInt64) {
        state.withLock { state in
            if state.measured.count >= Self.mostMeasured { state.measured.removeFirst() }
            state.measured.append((code, value, step))
        }
    }

    private func judge(
        _ state: inout State, _ reference: Reference, _ now: UInt64, _ value: (String) -> Double
    ) {
        var rest: [Target] = []
        for target in state.targets {
            guard target.reference == reference, target.due <= now else {
                rest.append(target)
                continue
            }
            if state.changes.contains(where: { target.made < $0 && $0 <= target.due }) {
                state.overtaken += 1
                continue
            }
            // What is measured much later is of another time.
            let isLate = reference == .measured && now > target.due + Self.tolerance
            let found = value(target.code)
            if isLate || found.isNaN {
                // Of another code's measurement: its own may come yet.
                if reference == .measured, !isLate {
                    rest.append(target)
                } else {
                    state.missed += 1
                }
                continue
            }
            let key = Key(reference: reference, code: target.code, lead: target.lead)
            state.outcomes[key, default: []].append(
                ForecastScore.Outcome(
                    low: target.low, median: target.median, high: target.high, found: found))
            if let count = state.outcomes[key]?.count, count > kept {
                state.outcomes[key]?.removeFirst(count - kept)
            }
        }
        state.targets = rest
    }

    /// The judgement on the latest forecasts, by reference, code and time ahead.
    public var scores: [ForecastScore] {
        state.withLock { state in
            state.outcomes.map { key, outcomes in
                ForecastScore(
                    reference: key.reference, code: key.code, lead: key.lead, outcomes: outcomes)
            }
        }.sorted {
            ($0.reference.rawValue, $0.code, $0.seconds)
                < ($1.reference.rawValue, $1.code, $1.seconds)
        }
    }

    /// Judgements that could not be made: something was done in between; nothing was measured
    /// then, or the forecast came after the time it was of.
    public var unjudged: (overtaken: Int, notMeasured: Int) {
        state.withLock { ($0.overtaken, $0.missed) }
    }
}
