public import Calibration
import Circulation
public import HeartModel
import Glibc
import Quantities

/// Contractilities and blood of a three-dimensional heart, fitted to what was measured by way of its emulator.
///
/// ```
/// beats of the heart → emulator of its ventricles → least squares on the loop with them → another heart → …
/// ```
///
/// The emulator repeats the heart's newest beat exactly and is wrong at second order beside it, so that each round of
/// beats corrects it; its loop costs milliseconds. Logarithms are fitted, of factors on the contractility of left wall
/// with septum, of the right free wall, on the blood in the loop, on the resistances of both circulations, and, where
/// its gradient is aimed at, on the area of the aortic valve: see ``HeartFactor``, each with its prior. Other vessels,
/// valves and the atria are those of the loop's calibration.
public struct ContractionFit: Sendable {
    /// Rounds of beats and fits.
    private static let rounds = 5
    /// Change of a logarithm below which a round has nothing to correct [1].
    private static let settled = 0.01
    /// Last correction beyond which the rounds did not converge [1].
    private static let tolerated = 0.05
    /// Largest change of a logarithm in a round: the emulator is not to be trusted farther away [1].
    private static let reach = 0.5
    /// Beats at the end until the heart repeats itself.
    private static let finalBeats = 8

    /// What was fitted.
    public let factors: [HeartFactor]
    /// Factors found, in their order, in the unit of the cards.
    public let values: [Double]
    /// Numbers of the heart with the parameters it began with, and at the end.
    public let before: [HeartMetric]
    public let after: [HeartMetric]
    /// Beats of the three-dimensional heart.
    public let beats: Int
    /// Rounds taken.
    public let corrections: Int
    /// The heart at the end.
    public let model: HeartModel
    /// The emulator of its last beats.
    public let emulator: HeartEmulator
    /// How its elastance follows contractility, logarithm by logarithm, as the last round showed: left, right [1].
    public var gains: [Double] { surrounded.gains }
    /// The loop around it, for derivatives.
    let surrounded: EmulatedHeart

    /// Fits a heart.
    ///
    /// - Parameters:
    ///   - start: the heart to begin with.
    ///   - inflation: its relaxed ventricles, which contractility does not change.
    ///   - targets: what it should show, see ``HeartReadings``.
    ///   - factors: what is fitted.
    ///   - build: the heart with other parameters of these, with the same reference.
    ///   - progress: told after every beat.
    /// - Throws: ``HeartCalibrationError``, errors of the heart and of the emulator.
    public init(
        _ start: HeartModel, inflation: PassiveInflation, targets: [LoopTarget],
        factors: [HeartFactor], build: (HeartParameters) throws -> HeartModel,
        progress: (String) -> Void
    ) throws {
        var model = start
        var run = HeartRun(
            try HeartSimulation(model, state: model.endDiastole), inflation: inflation)
        var beats = 0
        func beat(_ label: String) throws -> [HeartMetric] {
            _ = try run.beat { _, _ in true }
            beats += 1
            let metrics = HeartMetrics.haemodynamic(run.summary(run.beats.count - 1))
            progress("\(label): \(Self.words(metrics, targets))")
            return metrics
        }
        let names = factors.map(\.name)
        let first = try names.map { try start.parameters.value($0) }
        var values = first
        _ = try beat("beat 1")
        // The first beat began anywhere; the second begins near where the loop goes.
        try run.jump()
        before = try beat("beat 2")
        var last = Double.infinity
        var corrections = 0
        var after = before
        var strength = Strength(try run.emulator())
        while corrections < Self.rounds, last >= Self.settled {
            let emulated = EmulatedHeart(
                emulator: try run.emulator(), parameters: model.parameters,
                blood: run.simulation.state.loop.state, gains: strength.gains)
            let step = try Self.correction(
                emulated, factors, values: values, priorFrom: first, targets: targets)
            corrections += 1
            values = zip(values, step.logarithms).map { $0 * exp($1) }
            var parameters = model.parameters
            for (name, value) in zip(names, values) { try parameters.set(name, value) }
            model = try build(parameters)
            run = HeartRun(
                try HeartSimulation(model, state: run.simulation.state), inflation: inflation)
            try run.move(to: step.state)
            after = try beat("round \(corrections)")
            strength.learn(from: try run.emulator(), logarithms: step.logarithms)
            last = step.logarithms.map { abs($0) }.max() ?? 0
        }
        guard last < Self.tolerated else {
            throw HeartCalibrationError.notConverged(rounds: corrections, change: last)
        }
        try Self.requireInside(names, values)
        while !run.isPeriodic {
            guard run.beats.count < Self.finalBeats else {
                throw HeartCalibrationError.notPeriodic(
                    beats: run.beats.count, change: run.comparisons.last?.largest ?? .infinity)
            }
            if run.wantsJump { try run.jump() }
            after = try beat("beat \(run.beats.count + 1)")
        }
        self.after = after + HeartMetrics.electric(model.electrics)
        self.model = model
        self.factors = factors
        self.values = values
        self.beats = beats
        self.corrections = corrections
        emulator = try run.emulator()
        surrounded = EmulatedHeart(
            emulator: emulator, parameters: model.parameters,
            blood: run.simulation.state.loop.state, gains: strength.gains)
    }

    /// How much the ventricles' elastance follows contractility: logarithm by logarithm, as the last round showed.
    ///
    /// A wall with more contractile muscle also shortens faster, which takes some of its tension back.
    private struct Strength {
        /// Left and right [1].
        private(set) var gains = [1.0, 1.0]
        private var peaks: [Double]

        /// What a round is believed to show, and the least change it is looked for in [1].
        private static let believed = 0.4...1.2
        private static let leastChange = 0.02

        init(_ emulator: HeartEmulator) { peaks = Self.peaks(emulator) }

        private static func peaks(_ emulator: HeartEmulator) -> [Double] {
            [emulator.left, emulator.right].map { log($0.tables.elastance.max() ?? 1) }
        }

        mutating func learn(from emulator: HeartEmulator, logarithms: [Double]) {
            let now = Self.peaks(emulator)
            for side in gains.indices where abs(logarithms[side]) > Self.leastChange {
                let gain = (now[side] - peaks[side]) / logarithms[side]
                gains[side] = min(
                    max(gain, Self.believed.lowerBound), Self.believed.upperBound)
            }
            peaks = now
        }
    }

    /// Throws for a factor at the end of its card's range.
    private static func requireInside(_ names: [String], _ values: [Double]) throws {
        let atEnd = zip(names, values).filter { name, value in
            guard let range = HeartParameters.card(name)?.range else { return false }
            return value <= 1.001 * max(range.lowerBound, 1e-3) || value >= 0.999 * range.upperBound
        }
        guard atEnd.isEmpty else {
            throw HeartCalibrationError.onBound(parameters: atEnd.map(\.0))
        }
    }

    /// The logarithms of the next corrections, and the blood at the onset of the beat to expect with them.
    private static func correction(
        _ emulated: EmulatedHeart, _ factors: [HeartFactor], values: [Double],
        priorFrom: [Double], targets: [LoopTarget]
    ) throws -> (logarithms: [Double], state: LoopState) {
        func named(_ x: [Double]) -> [String: Double] {
            Dictionary(uniqueKeysWithValues: zip(factors.map(\.name), x))
        }
        func residuals(_ x: [Double]) throws -> [Double] {
            let readings = try emulated.readings(targets, at: named(x))
            return zip(readings, targets).map { ($0 - $1.value) / $1.deviation }
                + x.indices.map {
                    (factors[$0].start + x[$0] + log(values[$0] / priorFrom[$0]))
                        / factors[$0].spread
                }
        }
        var limits: [ClosedRange<Double>] = []
        for (factor, value) in zip(factors, values) {
            guard let range = HeartParameters.card(factor.name)?.range else { continue }
            let low = max(-reach, log(max(range.lowerBound, 1e-3) / value))
            limits.append(low...max(low, min(reach, log(range.upperBound / value))))
        }
        var minimiser = LevenbergMarquardt()
        minimiser.differenceStep = 1e-2
        let fit = try minimiser.fit(
            start: factors.map { _ in 0 }, lower: limits.map(\.lowerBound),
            upper: limits.map(\.upperBound), residuals: residuals)
        return (fit.values, try emulated.beat(named(fit.values)).state)
    }

    /// The measured numbers of a beat, for people who wait.
    private static func words(_ metrics: [HeartMetric], _ targets: [LoopTarget]) -> String {
        targets.compactMap { target in
            HeartReadings.value(target.quantity, in: metrics).map {
                "\(target.quantity) \($0.short)"
            }
        }.joined(separator: ", ")
    }
}
