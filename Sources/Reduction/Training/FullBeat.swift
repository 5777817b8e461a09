import Circulation
public import HeartModel
import Mechanics

/// A beat of the full order, at its limit cycle where the beats allowed reach it, to compare with.
public struct FullBeat {
    /// Displacements [mm] every ``interval``.
    public var displacements: [[Double]] = []
    /// Volumes [mm³]: end-diastolic, end-systolic, stroke; left, then right.
    public var volumes: [Double]
    /// Pressures [kPa]: systolic left and right ventricular, mean aortic and pulmonary.
    public var pressures: [Double]
    /// Beats computed.
    public var beats: Int
    /// The heart at its start.
    public var start: HeartState
    /// Distance of its displacements from those of the beat before, or of its end from its start where that is
    /// larger, relative to the motion [1].
    public var change: Double

    /// Time between two displacements [ms]; steps end there.
    public static let interval = 10.0

    /// Computes beats until they repeat to ``ReducedHeart/tolerance`` and end where they begin, or as many as are
    /// allowed.
    ///
    /// Jumps of the blood bring a run near its limit cycle, but a beat after a jump is none of the limit cycle: the
    /// wall, moved evenly to other volumes and left to rest there, begins it elsewhere than any beat ends, and beats
    /// after equal jumps repeat each other all the same. So jumps end when they no longer help, and a beat that
    /// follows one is not kept while another is allowed.
    ///
    /// - Throws: `HeartModelError/stepFailed`.
    public init(
        _ model: HeartModel, maximumBeats: Int, onStep: (Int, HeartStep) -> Void = { _, _ in }
    ) throws {
        let run = HeartRun(try HeartSimulation(model, state: model.endDiastole))
        start = model.endDiastole
        change = .infinity
        var isDone = false
        repeat {
            let jumped = run.wantsJump && (try? run.jump()) != nil
            start = run.simulation.state
            var frames = [run.simulation.state.wall.displacement]
            let number = run.beats.count + 1
            _ = try run.beat { step, state in
                if Self.isFrame(step.time) { frames.append(state.wall.displacement) }
                onStep(number, step)
                return true
            }
            if !displacements.isEmpty {
                change = MotionDistance(of: displacements, from: frames).relative
            }
            displacements = frames
            let opening = Self.opening(frames, end: run.simulation.state.wall.displacement)
            change = max(change, opening)
            isDone =
                !jumped && opening <= Self.largestOpening
                && run.comparisons.last?.isPeriodic(tolerance: ReducedHeart.tolerance) ?? false
        } while !isDone && run.beats.count < maximumBeats
        let summary = run.summary(run.beats.count - 1)
        volumes = Self.volumes(summary)
        pressures = Self.pressures(summary)
        beats = run.beats.count
    }

    /// A beat from its parts.
    public init(
        displacements: [[Double]], volumes: [Double], pressures: [Double], beats: Int,
        start: HeartState, change: Double
    ) {
        self.displacements = displacements
        self.volumes = volumes
        self.pressures = pressures
        self.beats = beats
        self.start = start
        self.change = change
    }

    /// Distance of the end of a beat from its start that counts as closed, relative to the motion [1]: a tenth of
    /// the error that reduced hearts are judged for.
    static let largestOpening = 0.002

    /// Distance of the end of a beat from its first frame, relative to the motion [1].
    package static func opening(_ frames: [[Double]], end: [Double]) -> Double {
        guard let first = frames.first else { return .infinity }
        // Frames differ from themselves by nothing; they set the size of the motion.
        return MotionDistance(of: frames + [end], from: frames + [first]).relative
    }

    static func volumes(_ s: HaemodynamicSummary) -> [Double] {
        [s.left, s.right].flatMap {
            [$0.endDiastolicVolume, $0.endSystolicVolume, $0.strokeVolume]
        }
    }

    static func pressures(_ s: HaemodynamicSummary) -> [Double] {
        [
            s.left.systolicPressure, s.right.systolicPressure, s.aorta.mean,
            s.pulmonaryArtery.mean,
        ]
    }

    /// Whether a time of a beat [ms] is one of its frames.
    static func isFrame(_ time: Double) -> Bool { (time / interval).rounded() * interval == time }
}

extension ReducedMotion {
    /// Coordinates at the times of the frames of a ``FullBeat``.
    var frames: [[Double]] {
        [coordinates] + steps.filter { FullBeat.isFrame($0.time) }.map(\.coordinates)
    }
}
