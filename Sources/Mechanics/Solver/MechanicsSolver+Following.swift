import Numerics

/// What a motion that was found elsewhere leaves unbalanced.
package struct FollowedStep: Sendable {
    /// Out-of-balance force relative to the largest force [1].
    package var residual: Double
    /// How far the wall would be from it.
    package var drift = WallDrift.unasked
}

/// How far a wall drifts from a motion that is followed.
package enum WallDrift: Sendable {
    /// Nobody asked.
    case unasked
    /// Displacement [mm], three per node.
    case found([Double])
    /// Nothing holds the wall there.
    case unbounded
}

/// A question for the drift of a wall from the motion that is followed.
package struct DriftQuestion: Sendable {
    /// The drift some time ago [mm], three per node.
    package var before: [Double]
    /// That time [ms].
    package var span: Double

    package init(before: [Double], span: Double) {
        self.before = before
        self.span = span
    }
}

/// Steps whose displacement is given.
extension MechanicsSolver {
    /// Takes a step to a given displacement and given pressures, with the contraction model at all points,
    /// and says how far from balance it is.
    ///
    /// Where a wall u* that balances all forces R, cavities kept at their volumes, is off by d = u* − u, to first order
    ///
    /// ```
    /// K d + D ḋ − Σ G_c δp_c = −R(u),   G_cᵀ d = 0
    /// ```
    ///
    /// with the stiffness K, and D of dampers and viscosity: a drift that starts, is held back and decays. One step of it
    /// by the implicit Euler method is
    ///
    /// ```
    /// (K + D/span) d − Σ G_c δp_c = −R(u) + D/span d_before
    /// ```
    ///
    /// K is without the muscle's own resistance to motion.
    ///
    /// - `drift`: what is known of it; nil where it is not wanted.
    /// - Throws: errors of a state of another wall.
    package func follow(
        _ state: inout MechanicsState, dt: Double, calciumBefore: [Double],
        calciumAfter: [Double], displacement: [Double], pressures: [Double],
        drift: DriftQuestion? = nil
    ) throws -> FollowedStep {
        try begin(state, calciumBefore: calciumBefore, calciumAfter: calciumAfter)
        try check("displacement", displacement, count: model.unknownCount)
        system.displacement.assign(displacement)
        let problem = NewtonProblem(
            time: state.time + dt, dt: dt, isActive: true, surfacePressures: noSurfacePressures,
            viscosityRate: model.viscosity / dt, forceTolerance: settings.forceTolerance)
        var report = MechanicsReport()
        var iterate = try evaluate(problem, pressures, nil, stiffness: false, &report)
        var step = FollowedStep(residual: iterate.balance.residual)
        if let drift {
            let force = system.force.array
            let held = heldForce(pressures, drift)
            system.force.assign(force)
            if factorUnbalanced() {
                let still = [Double](repeating: 0, count: pressures.count * pressures.count)
                iterate.response = CavityResponse(
                    volumes: iterate.balance.volumes, derivative: still)
                iterate.gaps = pressures.map { _ in 0 }
                try direction(iterate, into: &correction)
                let new = correction.displacement.array
                system.force.assign(held)
                try direction(iterate, into: &correction)
                step.drift = .found(Self.sum(new, correction.displacement.array, drift.before))
            } else {
                step.drift = .unbounded
            }
            forgetFactor()
        }
        store(&state, dt: dt, pressures: pressures)
        return step
    }

    /// A new part of a drift and what is left of the old one, which is not let grow: stiffness that is negative by a motion's small
    /// errors would make it.
    private static func sum(_ new: [Double], _ left: [Double], _ before: [Double]) -> [Double] {
        func square(_ v: [Double]) -> Double { v.reduce(0) { $0 + $1 * $1 } }
        let (now, then) = (square(left), square(before))
        let share = now > then ? (then / now).squareRoot() : 1
        return zip(new, left).map { $0 + share * $1 }
    }

    /// The force −D/span d_before of an earlier drift; leaves K + D/span in the matrix of the system. Tension stays as it is.
    ///
    /// Without compressive volumetric pressures, which a motion in few coordinates has by its small errors of volume here and
    /// there, and which would make the wall buckle.
    private func heldForce(_ pressures: [Double], _ drift: DriftQuestion) -> [Double] {
        system.active.derivative.fill(0)
        let without = stiffness(pressures, over: nil, times: drift.before)
        let with = stiffness(pressures, over: drift.span, times: drift.before)
        return zip(without, with).map { $0 - $1 }
    }

    /// Factors the matrix of the system, in double precision and without a shift of the diagonal, which would hold the drifts of
    /// soft supports.
    ///
    /// It need not be positive definite: pressures that are kept destabilise what kept volumes hold.
    ///
    /// - Returns: whether it is regular.
    private func factorUnbalanced() -> Bool {
        secants.forget()
        var attempts = 0
        do throws(NumericsError) {
            try factor.factorIndefinite(
                system.matrix, inSinglePrecision: false, attempts: &attempts)
            return true
        } catch {
            return false
        }
    }

    /// Evaluates the stiffness, with dampers and viscosity over a span [ms] or without them, and multiplies it by a vector.
    private func stiffness(
        _ pressures: [Double], over span: Double?, times vector: [Double]
    ) -> [Double] {
        _ = system.evaluate(
            pressures: pressures, surfacePressures: noSurfacePressures, dt: span ?? 0,
            viscosityRate: span.map { model.viscosity / $0 } ?? 0, wantsStiffness: true,
            ignoresCompression: true)
        var product = [Double](repeating: 0, count: vector.count)
        vector.withUnsafeBufferPointer { vector in
            product.withUnsafeMutableBufferPointer { system.matrix.apply(vector, into: $0) }
        }
        return product
    }
}
