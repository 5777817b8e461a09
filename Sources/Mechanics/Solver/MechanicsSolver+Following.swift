import Numerics

/// What a motion that was found elsewhere leaves unbalanced.
package struct FollowedStep: Sendable {
    /// Out-of-balance force relative to the largest force [1].
    package var residual: Double
    /// Root mean square over the nodes of the correction that Newton's method would make with the volumes
    /// kept [mm]; nil where it was not asked for.
    package var correction: Double?
}

/// Steps whose displacement is given.
extension MechanicsSolver {
    /// Takes a step to a given displacement and given pressures, with the contraction model at all points,
    /// and says how far from balance it is.
    ///
    /// - `wantsCorrection`: also factors the stiffness there and solves for the correction.
    /// - Throws: divergence where the stiffness is not positive definite; errors of a state of another
    ///   wall.
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
            iterate = try refactor(problem, iterate, nil, [], &report)
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
}
