/// Steps in time.
extension MechanicsSolver {
    /// Advances a state by one step, coupled to the circulation.
    ///
    /// Solves, for displacement u and pressures p at the end of the step (implicit Euler for
    /// viscosity, dampers and the contraction model),
    ///
    /// ```
    /// R(u, p) = F_int(u, Ta(λ(u))) + F_supports(u) − Σ_i p_i ∂V_i/∂u = 0
    /// V_i(u) = volumes_i of law(p)
    /// ```
    ///
    /// - `dt`: [ms].
    /// - `calciumBefore`, `calciumAfter`: free calcium at the start and the end of the step at the
    ///   quadrature points, tetrahedron by tetrahedron [µM].
    /// - `law`: the circulation; asked several times per trial, also for pressures far from the
    ///   solution.
    /// - Throws: ``MechanicsError/newtonDiverged(_:)``; the state
    ///   is then unchanged and a shorter step can be tried. Errors of `law`.
    @discardableResult
    public func step(
        _ state: inout MechanicsState, dt: Double, calciumBefore: [Double],
        calciumAfter: [Double], law: CavityLaw
    ) throws -> MechanicsReport {
        precondition(dt > 0, "a step forward in time")
        try begin(state, calciumBefore: calciumBefore, calciumAfter: calciumAfter)
        let predicted = state.predicted(after: dt)
        system.displacement.assign(predicted.displacement)
        var pressures = predicted.pressures
        let problem = NewtonProblem(
            time: state.time + dt, dt: dt, isActive: true, surfacePressures: noSurfacePressures,
            viscosityRate: model.viscosity / dt, forceTolerance: settings.forceTolerance)
        let report = try withoutActuallyEscaping(law) { law in
            do {
                return try solve(problem, &pressures, law, from: "from the predicted state")
            } catch MechanicsError.newtonDiverged(let failure) {
                // A change of regime makes the prediction worse than none: begin at the old state.
                system.displacement.assign(state.displacement)
                pressures = state.pressures
                return try solve(
                    problem, &pressures, law, from: "from the last state", after: failure)
            }
        }
        store(&state, dt: dt, pressures: pressures)
        return report
    }

    /// Takes the state at the start of a step into the system.
    func begin(
        _ state: MechanicsState, calciumBefore: [Double], calciumAfter: [Double]
    ) throws {
        try check(state)
        try check("calciumBefore", calciumBefore, count: model.pointCount)
        try check("calciumAfter", calciumAfter, count: model.pointCount)
        let active = system.active
        active.calciumBefore.assign(calciumBefore)
        active.calciumAfter.assign(calciumAfter)
        active.stretchBefore.assign(state.stretch)
        active.stateBefore.assign(state.active)
        system.displacement.assign(state.displacement)
        system.displacementBefore.assign(state.displacement)
        system.storeStrainBefore()
    }

    func store(_ state: inout MechanicsState, dt: Double, pressures: [Double]) {
        state.advance(
            by: dt, displacement: system.displacement.base, pressures: pressures)
        let active = system.active
        for i in 0..<state.stretch.count {
            state.stretch[i] = active.stretchAfter[i]
            state.tension[i] = active.tension[i]
        }
        for i in 0..<state.active.count { state.active[i] = active.stateAfter[i] }
    }

    var noSurfacePressures: [Double] {
        [Double](repeating: 0, count: model.pressureSurfaces.count)
    }

    func check(_ state: MechanicsState) throws {
        try check("displacement", state.displacement, count: model.unknownCount)
        try check("velocity", state.velocity, count: model.unknownCount)
        try check("curvature", state.curvature, count: model.unknownCount)
        try check("pressures", state.pressures, count: model.cavities.count)
        try check("stretch", state.stretch, count: model.pointCount)
        try check(
            "active", state.active,
            count: model.activeTension.restingState.count * model.pointCount)
    }

    func check(_ name: String, _ values: [Double], count: Int) throws {
        guard values.count == count else {
            throw MechanicsError.wrongCount(name: name, count: values.count, expected: count)
        }
        for (index, value) in values.enumerated() where !value.isFinite {
            throw MechanicsError.notFinite(what: name, index: index)
        }
    }
}
