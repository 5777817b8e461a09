import Circulation
public import HeartModel
import Mechanics

/// Follows the motion of a reduced beat with the full wall: contraction at all points, and what the motion leaves
/// unbalanced.
///
/// Contraction starts from the end-diastole of the model and follows the beat once before it counts, so that its
/// states are those of the rhythm.
public final class FullOrderReplay {
    private let model: HeartModel
    private let basis: ReducedBasis
    private let solver: MechanicsSolver
    private var before: [Double]
    private var after: [Double]

    /// Time between two instants at which the full order's drift is computed [ms]: some twenty in a beat.
    public static let interval = 40.0
    /// Time for which the forces of the first instant are taken to have been unbalanced before it [ms]; assumed, a phase of the
    /// beat.
    private static let firstSpan = 100.0

    /// Prepares the full wall.
    public init(_ model: HeartModel, basis: ReducedBasis) throws {
        self.model = model
        self.basis = basis
        solver = try MechanicsSolver(model.wall)
        before = [Double](repeating: 0, count: model.wall.pointCount)
        after = before
    }

    /// Follows a beat.
    ///
    /// - `onState`: the full state at the start and after every step, with its time [ms].
    /// - Throws: errors of the wall.
    public func follow(
        _ motion: ReducedMotion, onState: (HeartState, Double) -> Void = { _, _ in }
    ) throws -> ReductionEstimate {
        var heart = model.endDiastole
        heart.wall.displacement = basis.displacement(motion.coordinates)
        heart.wall.pressures = motion.pressures
        heart.wall.stretch = solver.fibreStretch(displacement: heart.wall.displacement)
        heart.wall.rest()
        try play(motion, &heart, asking: { _ in nil }, onStep: { _, _, _ in })
        let start = heart.wall.displacement
        onState(heart, 0)
        var estimate = ReductionEstimate()
        let still = [Double](repeating: 0, count: start.count)
        var question = DriftQuestion(
            before: still, span: Self.firstSpan)
        var asked = 0.0
        var squares: [Double] = []
        try play(motion, &heart) { step in
            guard step.time - asked >= Self.interval else { return nil }
            if asked > 0 { question.span = step.time - asked }
            asked = step.time
            return question
        } onStep: { state, step, followed in
            onState(state, step.time)
            estimate.largestResidual = max(estimate.largestResidual, followed.residual)
            estimate.motion = max(
                estimate.motion, Self.distance(state.wall.displacement, from: start))
            switch followed.drift {
            case .unasked: break
            case .unbounded: squares.append(.infinity)
            case .found(let drift):
                let distance = Self.distance(drift, from: still)
                squares.append(distance * distance)
                question.before = drift
            }
        }
        estimate.distance =
            squares.isEmpty
            ? .infinity : (squares.reduce(0, +) / Double(squares.count)).squareRoot()
        return estimate
    }

    private func play(
        _ motion: ReducedMotion, _ heart: inout HeartState,
        asking: (ReducedMotion.Step) -> DriftQuestion?,
        onStep: (HeartState, ReducedMotion.Step, FollowedStep) -> Void
    ) throws {
        for step in motion.steps {
            model.drive.evaluate(
                from: step.time - step.dt, to: step.time, before: &before, after: &after)
            let followed = try solver.follow(
                &heart.wall, dt: step.dt, calciumBefore: before, calciumAfter: after,
                displacement: basis.displacement(step.coordinates), pressures: step.pressures,
                drift: asking(step))
            onStep(heart, step, followed)
        }
    }

    /// Root mean square over the nodes [mm].
    private static func distance(_ u: [Double], from v: [Double]) -> Double {
        var square = 0.0
        for i in u.indices { square += (u[i] - v[i]) * (u[i] - v[i]) }
        return (3 * square / Double(u.count)).squareRoot()
    }
}

/// How far a reduced beat is from the full order, by the full order's own forces.
///
/// The forces that the motion does not balance make the full wall drift away from it, with the volumes kept: held back by
/// dampers and viscosity, and decaying as they let it: an error of displacement, not of forces, which stiff directions would
/// rule. The distance is the root mean square of the drift over the beat. Its largest value would be nearer to what an error is
/// measured by, but hangs on single instants at which the stiffness is nearly singular.
public struct ReductionEstimate: Sendable, Equatable {
    /// Drift, root mean square over the nodes and the beat [mm].
    public var distance = 0.0
    /// Largest root mean square displacement from end-diastole [mm].
    public var motion = 0.0
    /// Largest out-of-balance force, relative [1].
    public var largestResidual = 0.0

    /// Drift relative to the motion [1].
    public var relative: Double { motion > 0 ? distance / motion : .infinity }

    /// No estimate.
    public init() {}
}
