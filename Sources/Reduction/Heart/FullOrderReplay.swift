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

    /// Shares of the cycle at which the correction of the full order is computed (assumed: early and late
    /// ejection, relaxation, filling).
    public static let checks = [0.08, 0.2, 0.35, 0.5, 0.8]

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
        try play(motion, &heart, checking: false) { _, _, _ in }
        let start = heart.wall.displacement
        onState(heart, 0)
        var estimate = ReductionEstimate()
        var largest = 0.0
        try play(motion, &heart, checking: true) { state, step, followed in
            onState(state, step.time)
            estimate.largestResidual = max(estimate.largestResidual, followed.residual)
            estimate.distance = max(estimate.distance, followed.correction ?? 0)
            var square = 0.0
            for i in start.indices {
                let d = state.wall.displacement[i] - start[i]
                square += d * d
            }
            largest = max(largest, (3 * square / Double(start.count)).squareRoot())
        }
        estimate.motion = largest
        return estimate
    }

    private func play(
        _ motion: ReducedMotion, _ heart: inout HeartState, checking: Bool,
        _ onStep: (HeartState, ReducedMotion.Step, FollowedStep) -> Void
    ) throws {
        var due = checking ? Self.checks.map { $0 * model.cycleLength } : []
        for step in motion.steps {
            model.drive.evaluate(
                from: step.time - step.dt, to: step.time, before: &before, after: &after)
            let isDue = due.first.map { step.time >= $0 } ?? false
            if isDue { due.removeFirst() }
            let followed = try solver.follow(
                &heart.wall, dt: step.dt, calciumBefore: before, calciumAfter: after,
                displacement: basis.displacement(step.coordinates), pressures: step.pressures,
                wantsCorrection: isDue)
            onStep(heart, step, followed)
        }
    }
}

/// How far a reduced beat is from the full order, by the full order's own forces.
///
/// The distance is how far the full wall would go with the volumes kept if it were left with the forces that the
/// motion does not balance: an error of displacement, not of forces, which stiff directions would rule.
public struct ReductionEstimate: Sendable, Equatable {
    /// Largest correction, root mean square over the nodes [mm].
    public var distance = 0.0
    /// Largest root mean square displacement from end-diastole [mm].
    public var motion = 0.0
    /// Largest out-of-balance force, relative [1].
    public var largestResidual = 0.0

    /// Correction relative to the motion [1].
    public var relative: Double { motion > 0 ? distance / motion : .infinity }

    /// No estimate.
    public init() {}
}
