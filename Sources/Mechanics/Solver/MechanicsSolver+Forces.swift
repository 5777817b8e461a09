public import Numerics

/// Forces and stiffness without solving: reactions, energies, tests.
extension MechanicsSolver {
    /// Out-of-balance nodal forces R [mN], three per node: zero at equilibrium, and at fixed unknowns.
    public func forces(displacement: [Double], load: LoadCase = LoadCase()) throws -> [Double] {
        _ = try evaluate(displacement, load, wantsStiffness: false)
        return system.force.array
    }

    /// Stiffness ∂R/∂u [mN/mm]; fixed unknowns have a number on the diagonal only.
    public func stiffness(
        displacement: [Double], load: LoadCase = LoadCase()
    ) throws -> SymmetricBlockMatrix {
        _ = try evaluate(displacement, load, wantsStiffness: true)
        return system.matrix
    }

    /// Energy stored in the passive wall [mN·mm = µJ].
    public func storedEnergy(displacement: [Double]) throws -> Double {
        try evaluate(displacement, LoadCase(), wantsStiffness: false).energy
    }

    private func evaluate(
        _ displacement: [Double], _ load: LoadCase, wantsStiffness: Bool
    ) throws -> ForceBalance {
        func orZero(_ name: String, _ values: [Double], _ count: Int) throws -> [Double] {
            if values.isEmpty { return [Double](repeating: 0, count: count) }
            try check(name, values, count: count)
            return values
        }
        try check("displacement", displacement, count: model.unknownCount)
        let pressures = try orZero("pressures", load.pressures, model.cavities.count)
        let surface = try orZero(
            "surfacePressures", load.surfacePressures, model.pressureSurfaces.count)
        let tension = try orZero("tension", load.tension, model.pointCount)
        if let step = load.step {
            try begin(
                step.before, calciumBefore: step.calciumBefore, calciumAfter: step.calciumAfter)
            system.displacement.assign(displacement)
            system.updateStretch(
                into: system.active.stretchAfter, along: model.activeStress)
            system.active.advance(dt: step.dt)
        } else {
            system.displacement.assign(displacement)
            system.active.prescribe(system.active.scaled(tension))
        }
        return system.evaluate(
            pressures: pressures, surfacePressures: surface, dt: load.step?.dt ?? 0,
            viscosityRate: load.step.map { model.viscosity / $0.dt } ?? 0,
            wantsStiffness: wantsStiffness)
    }
}
