/// Tells what a patient may have done from what only a sensor does: artefacts, which are left out, and drift, which makes
/// a sensor count less.
///
/// Judged by innovations: what was measured less what the ensemble expected, in deviations of both together.
///
/// - **Order**: diastolic ≤ mean ≤ systolic and diastolic < systolic of one line, as far as they were measured; else nothing
///   of that line is used.
/// - **Damped line**: an arterial pulse pressure below 10 mmHg (a clot, a bubble, a tap turned half): only the mean is used.
/// - **Rise**: that of the arterial wave is used where systolic pressure of its line is, and jumps by itself without being left out.
/// - **Alone**: a jump of more than 6 deviations at one site while no other site moves by 2 is left out, three beats at most:
///   a flush is over by then, and a change that stays is one.
/// - **Drift**: the running mean of innovations of a signal, about 20 beats long, above 1.2 in either direction; the
///   signal then counts with three times its deviation until the mean is below 0.6.
///
/// All limits are assumed; docs/live.md says how often they were wrong in trials.
struct SensorJudge {
    /// What is found wrong with a signal.
    enum Finding: String, Sendable { case order, damped, alone, drift }

    /// A measured value with what was expected of it.
    struct Innovation {
        var code: String
        var measured: Double
        var expected: Double
        /// Variance of the ensemble and of the sensor together.
        var variance: Double

        var score: Double { (measured - expected) / variance.squareRoot() }
    }

    private static let leastPulsePressure = 10.0
    private static let jump = 6.0
    private static let calm = 2.0
    private static let patience = 3
    private static let forgetting = 0.05
    private static let drifting = 1.2
    private static let settled = 0.6
    /// Factor on the deviation of a signal that drifts.
    static let distrust = 3.0

    private var means: [String: Double] = [:]
    private var drift: Set<String> = []
    private var alone: [String: Int] = [:]

    /// Signals by the line they are measured in.
    private static let lines: [(mean: String, systolic: String, diastolic: String)] = [
        (
            "MDC_PRESS_BLD_ART_ABP_MEAN", "MDC_PRESS_BLD_ART_ABP_SYS",
            "MDC_PRESS_BLD_ART_ABP_DIA"
        ),
        (
            "MDC_PRESS_BLD_ART_PULM_MEAN", "MDC_PRESS_BLD_ART_PULM_SYS",
            "MDC_PRESS_BLD_ART_PULM_DIA"
        ),
    ]

    private static func site(_ code: String) -> Int {
        if code == Upstroke.name { return 0 }
        return lines.firstIndex { [$0.mean, $0.systolic, $0.diastolic].contains(code) }
            ?? lines.count
    }

    /// Signals that drift now.
    var drifting: Set<String> { drift }

    /// What is wrong with values before anything is expected of them.
    static func nonsense(_ values: [String: Double]) -> [String: Finding] {
        var found: [String: Finding] = [:]
        for (place, line) in lines.enumerated() {
            let (mean, systolic, diastolic) = (
                values[line.mean], values[line.systolic], values[line.diastolic]
            )
            let inOrder =
                (diastolic ?? -.infinity) < (systolic ?? .infinity)
                && (mean ?? -.infinity) <= (systolic ?? .infinity)
                && (mean ?? .infinity) >= (diastolic ?? -.infinity)
            if !inOrder {
                for code in [line.mean, line.systolic, line.diastolic] where values[code] != nil {
                    found[code] = .order
                }
                if place == 0 { found[Upstroke.name] = .order }
            } else if place == 0, let systolic, let diastolic,
                systolic - diastolic < leastPulsePressure
            {
                (found[line.systolic], found[line.diastolic]) = (.damped, .damped)
                found[Upstroke.name] = .damped
            }
        }
        return found
    }

    /// Judges what was measured in a beat.
    ///
    /// - Returns: what is to be left out, and why.
    mutating func judge(_ innovations: [Innovation]) -> [String: Finding] {
        var found: [String: Finding] = [:]
        for one in innovations where one.code != Upstroke.name {
            let site = Self.site(one.code)
            let others = innovations.filter { Self.site($0.code) != site }
            let isAlone =
                abs(one.score) > Self.jump && !others.isEmpty
                && others.allSatisfy { abs($0.score) < Self.calm }
            guard isAlone, alone[one.code, default: 0] < Self.patience else {
                if !isAlone { alone[one.code] = nil }
                continue
            }
            alone[one.code, default: 0] += 1
            found[one.code] = .alone
            if site == 0 { found[Upstroke.name] = .alone }
        }
        // What cannot be expected (a heart without a rise) must not stay in the mean for ever.
        for one in innovations where found[one.code] == nil && one.score.isFinite {
            let old = means[one.code] ?? 0
            // A single beat moves the mean by no more than a beat can.
            let score = min(max(one.score, -Self.jump), Self.jump)
            let mean = old + Self.forgetting * (score - old)
            means[one.code] = mean
            if abs(mean) > Self.drifting { drift.insert(one.code) }
            if abs(mean) < Self.settled { drift.remove(one.code) }
        }
        return found
    }
}
