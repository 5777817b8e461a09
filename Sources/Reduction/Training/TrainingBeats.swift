import Circulation
public import HeartModel
import Mechanics

/// Beats of the full order with their snapshots.
public struct TrainingBeats {
    /// Every so many accepted steps one is kept; steps are short where motion is fast.
    public static let keptSteps = 4

    /// Snapshots of the beats.
    public var snapshots: [WallSnapshot] = []
    /// Least and largest cavity volumes [mm³] and pressures [kPa] of them: left, right.
    public var volumes: [ClosedRange<Double>] = []
    public var pressures: [ClosedRange<Double>] = []

    /// Beats from their parts.
    public init(
        snapshots: [WallSnapshot], volumes: [ClosedRange<Double>], pressures: [ClosedRange<Double>]
    ) {
        self.snapshots = snapshots
        self.volumes = volumes
        self.pressures = pressures
    }

    /// Computes beats from end-diastole, each but the last moved towards the limit cycle of the one before.
    ///
    /// The last begins where the one before it ended, as beats of a limit cycle do: a wall that was moved to other
    /// volumes begins a beat elsewhere, and how it contracts from there is not how it does afterwards.
    ///
    /// - Throws: `HeartModelError/stepFailed`.
    public init(
        _ model: HeartModel, beats: Int, onStep: (Int, HeartStep) -> Void = { _, _ in }
    ) throws {
        let simulation = try HeartSimulation(model, state: model.endDiastole)
        let run = HeartRun(simulation)
        for beat in 1...beats {
            if beat < beats, run.wantsJump { _ = try? run.jump() }
            var before = simulation.state.wall.displacement
            var count = 0
            _ = try run.beat { step, state in
                if count % Self.keptSteps == 0 {
                    snapshots.append(
                        WallSnapshot(
                            displacement: state.wall.displacement, before: before, dt: step.dt,
                            tension: state.wall.tension))
                }
                take(
                    [step.loop.leftVentricleVolume, step.loop.rightVentricleVolume],
                    state.wall.pressures)
                count += 1
                before = state.wall.displacement
                onStep(beat, step)
                return true
            }
        }
    }

    private mutating func take(_ v: [Double], _ p: [Double]) {
        func grow(_ ranges: [ClosedRange<Double>], _ values: [Double]) -> [ClosedRange<Double>] {
            values.indices.map { i in
                guard i < ranges.count else { return values[i]...values[i] }
                let old = ranges[i]
                return min(old.lowerBound, values[i])...max(old.upperBound, values[i])
            }
        }
        volumes = grow(volumes, v)
        pressures = grow(pressures, p)
    }
}
