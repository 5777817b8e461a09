public import Circulation
import Mechanics

/// Beats of a heart until nothing changes any more.
public final class HeartRun {
    /// The heart in time.
    public let simulation: HeartSimulation
    /// Traces of the completed beats.
    public private(set) var beats: [BeatTraces]
    /// Change of each beat against the one before; one fewer than ``beats``.
    public private(set) var comparisons: [BeatComparison]

    private var knownInflation: PassiveInflation?

    private var model: HeartModel { simulation.model }

    /// Starts at the simulation's state; `beats` are those a resumed run has behind it, `inflation` the relaxed
    /// ventricles where they are known.
    public init(
        _ simulation: HeartSimulation, beats: [BeatTraces] = [],
        inflation: PassiveInflation? = nil
    ) {
        self.simulation = simulation
        knownInflation = inflation
        self.beats = beats
        comparisons = []
        for index in 1..<max(beats.count, 1) { compare(index) }
    }

    /// True when the last beat is the limit cycle, see ``isPeriodic(_:last:)``.
    public var isPeriodic: Bool { Self.isPeriodic(beats, last: comparisons.last) }

    /// Simulates one beat.
    ///
    /// - `onStep`: called after every step; returning false abandons the beat.
    /// - Returns: whether the beat was completed.
    /// - Throws: ``HeartModelError/stepFailed(_:)``.
    public func beat(onStep: (HeartStep, HeartState) throws -> Bool) throws -> Bool {
        var traces = BeatTraces(capacity: 512)
        let start = simulation.state
        traces.append(
            time: 0, state: start.loop.state,
            pressures: model.circulation.pressures(
                start.loop.state, time: 0, leftPressure: start.wall.pressures[0],
                rightPressure: start.wall.pressures[1]))
        while true {
            let step = try simulation.step()
            traces.append(time: step.time, state: step.loop, pressures: step.pressures)
            guard try onStep(step, simulation.state) else { return false }
            if step.finishesBeat { break }
        }
        beats.append(traces)
        compare(beats.count - 1)
        return true
    }

    /// The relaxed ventricles, computed when first asked for.
    func inflation() throws -> PassiveInflation {
        if let knownInflation { return knownInflation }
        let found = try PassiveInflation(model.wall, imaged: model.endDiastole.wall)
        knownInflation = found
        return found
    }

    /// Numbers of a completed beat.
    public func summary(_ index: Int) -> HaemodynamicSummary {
        HaemodynamicSummary(beats[index], atrialOnset: model.atrialOnset)
    }

    private func compare(_ index: Int) {
        guard index > 0 else { return }
        comparisons.append(BeatComparison(summary(index - 1), summary(index)))
    }
}
