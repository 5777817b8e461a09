package import Calibration
package import Circulation
import Glibc
package import HeartModel

/// The closed loop around a heart's emulator, as a function of logarithms of parameters.
///
/// - `wall.contractilityLeft`, `wall.contractilityRight`: elastance times a power of the factor, see `gains`.
/// - `wall.passiveScaleLeft`: relaxed pressures times the factor.
/// - `heart.…Factor` and `circulation.…`: the loop's parameters times the factor; blood goes to the systemic veins.
///
/// Right at zero, where the emulator repeats the heart's newest beat, and wrong at second order beside it.
package struct EmulatedHeart: Sendable {
    /// The ventricles.
    let emulator: HeartEmulator
    /// Parameters of the heart that they were learned from.
    let parameters: HeartParameters
    /// The blood at the onset of its newest beat.
    let blood: LoopState
    /// How elastance follows contractility, logarithm by logarithm: left, right [1].
    let gains: [Double]

    /// Puts a loop around ventricles.
    package init(
        emulator: HeartEmulator, parameters: HeartParameters, blood: LoopState, gains: [Double]
    ) {
        precondition(gains.count == 2, "left and right")
        self.emulator = emulator
        self.parameters = parameters
        self.blood = blood
        self.gains = gains
    }

    /// Steps of a beat, and the change of a volume over one that counts as none [mm³].
    private static let steps = 400
    private static let volumeTolerance = 0.1

    /// The periodic beat with parameters times the exponentials of some logarithms.
    ///
    /// - Throws: errors of the loop and of parameters outside their ranges.
    package func beat(
        _ logarithms: [String: Double]
    ) throws -> (metrics: [HeartMetric], state: LoopState) {
        func factor(_ name: String) -> Double { exp(logarithms[name] ?? 0) }
        let heart = HeartEmulator(
            left: emulator.left.contracting(by: pow(factor("wall.contractilityLeft"), gains[0]))
                .stiffening(by: factor("wall.passiveScaleLeft")),
            right: emulator.right.contracting(by: pow(factor("wall.contractilityRight"), gains[1])))
        var parameters = parameters
        for name in logarithms.keys.sorted() where !name.hasPrefix("wall.") {
            try parameters.set(name, factor(name) * (try parameters.value(name)))
        }
        var start = blood
        start.systemic.veinVolume += (factor("heart.bloodVolumeFactor") - 1) * blood.bloodVolume
        let surroundings = try parameters.surroundings()
        let loop = heart.standalone(surroundings.loop)
        let period = emulator.left.period
        let state = try loop.periodicBeat(
            from: start, period: period, steps: Self.steps, volumeTolerance: Self.volumeTolerance
        ).state
        let traces = try loop.traces(from: state, period: period, steps: Self.steps)
        return (
            HeartMetrics.haemodynamic(
                HaemodynamicSummary(traces, atrialOnset: surroundings.atrialOnset)), state
        )
    }

    /// The numbers of some targets.
    ///
    /// - Throws: ``CalibrationError/startFailed(reason:)`` for a beat that lacks one.
    package func readings(
        _ targets: [LoopTarget], at logarithms: [String: Double]
    ) throws -> [Double] {
        let metrics = try beat(logarithms).metrics
        return try targets.map { target in
            guard let value = HeartReadings.value(target.quantity, in: metrics) else {
                throw CalibrationError.startFailed(
                    reason: "the beat has no \(target.quantity), which was measured")
            }
            return value
        }
    }
}
