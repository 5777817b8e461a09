import Numerics

/// What a motion that was found elsewhere leaves unbalanced.
package struct FollowedStep: Sendable {
    /// Out-of-balance force relative to the largest force [1].
    package var residual: Double
    /// Root mean square over the nodes of how far the wall would go with the volumes kept, were it left with
    /// what is unbalanced [mm]; nil where it was not asked for, infinite where nothing holds it.
    package var correction: Double?
}

/// Steps whose displacement is given.
extension MechanicsSolver {
    /// Takes a step to a given displacement and given pressures, with the contraction model at all points,
    /// and says how far from balance it is.
    ///
    /// - `wantsCorrection`: also factors the stiffness there, without the muscle's own resistance to motion, and with dampers and
    ///   viscosity over the time for which forces stay unbalanced, much longer than a step.
    /// - Throws: errors of a state of another wall.
    package func follow(
        _ state: inout MechanicsState, dt: Double, calciumBefore: [Double],
        calciumAfter: [Double], displacement: [Double], pressures: [Double], wantsCorrection: Bool
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
        if wantsCorrection {
            guard factorUnbalanced(pressures) else {
                step.correction = .infinity
                forgetFactor()
                store(&state, dt: dt, pressures: pressures)
                return step
            }
            let still = [Double](repeating: 0, count: pressures.count * pressures.count)
            iterate.response = CavityResponse(volumes: iterate.balance.volumes, derivative: still)
            iterate.gaps = pressures.map { _ in 0 }
            try direction(iterate, into: &correction)
            var square = 0.0
            for i in 0..<model.unknownCount {
                square += correction.displacement[i] * correction.displacement[i]
            }
            step.correction = (3 * square / Double(model.unknownCount)).squareRoot()
            forgetFactor()
        }
        store(&state, dt: dt, pressures: pressures)
        return step
    }

    /// How long what is unbalanced is taken to stay so, while dampers and viscosity give way [ms]; assumed, a phase of the beat.
    private static let persistence = 100.0

    /// Factors the stiffness of the displacement in the system as a correction of forces that stay unbalanced meets it; forces and
    /// tension stay as they are.
    ///
    /// In double precision and without a shift of the diagonal, which would hold the drifts of soft supports. Without
    /// compressive volumetric pressures, which a motion in few coordinates has by its small errors of volume here and
    /// there, and which would make the wall buckle.
    ///
    /// It need not be positive definite: pressures that are kept destabilise what kept volumes hold.
    ///
    /// - Returns: whether it is regular.
    private func factorUnbalanced(_ pressures: [Double]) -> Bool {
        let force = system.force.array
        system.active.derivative.fill(0)
        _ = system.evaluate(
            pressures: pressures, surfacePressures: noSurfacePressures, dt: Self.persistence,
            viscosityRate: model.viscosity / Self.persistence,
            wantsStiffness: true, ignoresCompression: true)
        system.force.assign(force)
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
}
