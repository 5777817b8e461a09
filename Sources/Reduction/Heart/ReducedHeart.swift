import Circulation
public import HeartModel
import Mechanics

/// A heart whose wall moves in reduced coordinates; all else is the full model.
public final class ReducedHeart {
    /// The heart of the full order.
    public let model: HeartModel
    /// The reduced wall.
    public let wall: ReducedWall
    /// Its beats.
    public private(set) var run: HeartRun
    private let drive: PointDrive

    /// Projects a heart.
    ///
    /// - `start`: the state of the full order that it starts from; nil is the end-diastole of the model.
    /// - Throws: as ``ReducedWall/init(_:basis:)``.
    public convenience init(
        _ model: HeartModel, basis: ReducedBasis, start: HeartState? = nil
    ) throws {
        self.init(
            model, wall: try ReducedWall(model.wall, basis: basis),
            start: start ?? model.endDiastole)
    }

    /// A heart with a projected wall of its model, from a state of the full order.
    public init(_ model: HeartModel, wall: ReducedWall, start: HeartState) {
        self.model = model
        self.wall = wall
        var state = start
        state.wall = wall.state(state.wall)
        let points = wall.points
        var drive = model.drive
        drive.activation = points.map { model.drive.activation[$0] }
        drive.template = points.map { model.drive.template[$0] }
        self.drive = drive
        run = HeartRun(HeartSimulation(model, state: state, wall: wall, drive: drive))
    }

    /// Computes one beat and returns its motion.
    ///
    /// - `onStep`: called after every step.
    /// - Throws: `HeartModelError/stepFailed`.
    public func beat(onStep: (HeartStep) -> Void = { _ in }) throws -> ReducedMotion {
        let start = run.simulation.state.wall
        var motion = ReducedMotion(coordinates: start.displacement, pressures: start.pressures)
        _ = try run.beat { step, state in
            motion.steps.append(
                ReducedMotion.Step(
                    time: step.time, dt: step.dt, coordinates: state.wall.displacement,
                    pressures: state.wall.pressures))
            onStep(step)
            return true
        }
        return motion
    }

    /// Computes beats until they repeat and returns the motion of the last.
    ///
    /// Blood moves between body and lungs for dozens of beats; ``LoopExtrapolation`` shortens that.
    ///
    /// - `maximum`: most beats.
    public func beats(
        maximum: Int, onBeat: (Int) -> Void = { _ in },
        onStep: (Int, HeartStep) -> Void = { _, _ in }
    ) throws -> ReducedMotion {
        var extrapolation = LoopExtrapolation()
        var natural: HeartState?
        while true {
            let number = run.beats.count + 1
            let start = run.simulation.state
            let motion: ReducedMotion
            do {
                motion = try beat { onStep(number, $0) }
            } catch {
                // A beat that an extrapolation spoilt is repeated without it.
                guard let state = natural else { throw error }
                natural = nil
                extrapolation = LoopExtrapolation()
                restart(from: state)
                continue
            }
            onBeat(number)
            if isSettled || run.beats.count >= maximum { return motion }
            let end = run.simulation.state
            natural = nil
            if let loop = extrapolation.next(from: start.loop, to: end.loop) {
                natural = end
                var state = end
                state.loop = loop
                restart(from: state)
            }
        }
    }

    /// Goes on from another state at the start of a beat.
    private func restart(from state: HeartState) {
        run = HeartRun(
            HeartSimulation(model, state: state, wall: wall, drive: drive), beats: run.beats)
    }

    /// Whether the last beat repeats the one before it to ``tolerance`` and ends where it began.
    public var isSettled: Bool {
        run.openness <= Self.openness
            && run.comparisons.last?.isPeriodic(tolerance: Self.tolerance) ?? false
    }

    /// Change from beat to beat at the limit cycle [1]: a tenth of the full order's, because without jumps beats
    /// approach it slowly and cost little.
    public static let tolerance = BeatComparison.standardTolerance / 10
    /// Change of a volume of the loop over a beat at the limit cycle [mm³]: what is left of the way is some twenty
    /// times that, half a millilitre in the veins.
    public static let openness = 25.0
}

/// The motion of one beat in reduced coordinates.
public struct ReducedMotion: Sendable, Equatable {
    /// The end of one step.
    public struct Step: Sendable, Equatable {
        /// Time since the start of the beat [ms].
        public var time: Double
        /// Length of the step [ms].
        public var dt: Double
        /// Coordinates.
        public var coordinates: [Double]
        /// Cavity pressures [kPa].
        public var pressures: [Double]
    }

    /// Coordinates at the start.
    public var coordinates: [Double]
    /// Cavity pressures at the start [kPa].
    public var pressures: [Double]
    /// The steps.
    public var steps: [Step] = []
}
