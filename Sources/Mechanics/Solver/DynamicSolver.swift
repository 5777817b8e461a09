import Numerics

/// Moves a wall with inertia through time by the generalised-α method.
///
/// ```
/// ∫ ρ ü·w + P(F, Ḟ, Ta):∇w dV + supports(u, u̇) − follower pressures = 0
/// ```
///
/// The same elements, materials, supports and Newton's method as in ``MechanicsSolver``, with a
/// consistent mass. The viscous stress is η Ė with `Ė = sym(Fᵀ Ḟ)` at the time of the balance, not a
/// difference of strains, so that steps are of second order; the part of its stiffness that is not
/// symmetric is left out.
///
/// Pressures and tension are prescribed. Not safe for use from several threads at once.
public final class DynamicSolver {
    /// The time scheme.
    public let scheme: GeneralisedAlpha
    /// Newton's method and its settings.
    public let solver: MechanicsSolver
    /// Halvings the last step needed.
    var depth = 0
    /// The wall.
    public var model: MechanicsModel { solver.model }

    /// Prepares a model.
    ///
    /// - `density`: [mg/mm³]; the default is that of the benchmark of Aróstica et al. (2025),
    ///   doi:10.1016/j.cma.2024.117485: 1000 kg/m³.
    /// - Throws: as ``MechanicsSolver/init(_:)``.
    public init(
        _ model: MechanicsModel, density: Double = 1, scheme: GeneralisedAlpha = .arostica2025
    ) throws {
        self.scheme = scheme
        solver = try MechanicsSolver(model)
        let mass = try MassMatrix(
            mesh: model.imagedMesh, density: density, pattern: solver.system.matrix.pattern)
        solver.system.inertia = Inertia(mass: mass, unknowns: model.unknownCount)
    }

    /// Kinetic energy of a motion [mN·mm = µJ].
    public func kineticEnergy(_ motion: WallMotion) -> Double {
        guard let mass = solver.system.inertia?.mass else { return 0 }
        var momentum = [Double](repeating: 0, count: motion.velocity.count)
        motion.velocity.withUnsafeBufferPointer { v in
            momentum.withUnsafeMutableBufferPointer { p in
                guard let v = v.baseAddress, let p = p.baseAddress else { return }
                mass.add(v, scale: 0.5, to: p)
            }
        }
        return zip(momentum, motion.velocity).reduce(0) { $0 + $1.0 * $1.1 }
    }

    /// Advances a motion by one step.
    ///
    /// - `dt`: [ms].
    /// - `load`: at ``GeneralisedAlpha/loadTime(end:dt:)`` of the step.
    /// - Throws: ``MechanicsError/newtonDiverged(_:)``; the motion
    ///   is then unchanged.
    @discardableResult
    public func step(
        _ motion: inout WallMotion, dt: Double, load: WallLoad
    ) throws -> MechanicsReport {
        var report = MechanicsReport()
        try step(&motion, dt: dt, load: load, isQuick: false, &report)
        return report
    }

    /// - `isQuick`: whether to give up early, because the caller can halve the step.
    /// - `report`: counts are added, those of a failure too.
    func step(
        _ motion: inout WallMotion, dt: Double, load: WallLoad, isQuick: Bool,
        _ report: inout MechanicsReport
    ) throws {
        precondition(dt > 0, "a step forward in time")
        try check(motion)
        let rate = scheme.velocityRate(dt)
        setOrigins(motion, dt: dt)
        solver.system.active.prescribe(
            solver.system.active.scaled(
                [Double](repeating: load.tension, count: model.pointCount)))
        var pressures = try orZero("pressures", load.pressures, model.cavities.count)
        let problem = NewtonProblem(
            time: motion.time + dt, dt: 1 / rate, isActive: false,
            surfacePressures: try orZero(
                "surfacePressures", load.surfacePressures, model.pressureSurfaces.count),
            viscosityRate: rate * model.viscosity, isQuick: isQuick,
            forceTolerance: solver.settings.forceTolerance)
        let guesses = Guess.allCases
        let (start, chosen) = try solver.start(
            problem, pressures, guesses: guesses.count,
            put: { put(guesses[$0], motion, dt: dt) }, &report)
        do {
            try solver.solve(
                problem, &pressures, nil, from: "from the predicted shape", start: start, &report)
        } catch MechanicsError.newtonDiverged(let failure) where guesses[chosen] != .oldShape {
            put(.oldShape, motion, dt: dt)
            solver.forgetFactor()
            try solver.solve(
                problem, &pressures, nil, from: "from the old shape", start: nil, after: failure,
                &report)
        }
        store(&motion, dt: dt)
    }

    /// First guesses of the displacement, from smooth motions to those in which a snap has left
    /// accelerations, or velocities too, that alternate from step to step.
    private enum Guess: CaseIterable {
        /// The acceleration goes on changing as over the last step.
        case changingAcceleration
        /// The acceleration stays.
        case constantAcceleration
        /// The velocity stays.
        case constantVelocity
        /// The displacement stays.
        case oldShape
    }

    private func put(_ guess: Guess, _ motion: WallMotion, dt: Double) {
        let end = solver.system.displacement
        for i in 0..<motion.displacement.count {
            let (u, v, a) = (motion.displacement[i], motion.velocity[i], motion.acceleration[i])
            switch guess {
            case .changingAcceleration:
                let next = 2 * a - motion.accelerationBefore[i]
                end[i] = scheme.between(dt, u: u, v: v, a: a, next: next)
            case .constantAcceleration: end[i] = scheme.between(dt, u: u, v: v, a: a, next: a)
            case .constantVelocity: end[i] = u + (1 - scheme.alphaF) * dt * v
            case .oldShape: end[i] = u
            }
        }
    }

    /// The shifts that turn displacements of the balance into velocities and accelerations.
    private func setOrigins(_ motion: WallMotion, dt: Double) {
        let system = solver.system
        system.inertia?.rate = scheme.accelerationRate(dt)
        guard let origin = system.inertia?.origin else { return }
        for i in 0..<motion.displacement.count {
            let (u, v, a) = (motion.displacement[i], motion.velocity[i], motion.acceleration[i])
            origin[i] = scheme.accelerationOrigin(dt, u: u, v: v, a: a)
            system.displacementBefore[i] = scheme.velocityOrigin(dt, u: u, v: v, a: a)
        }
    }

    private func store(_ motion: inout WallMotion, dt: Double) {
        for i in 0..<motion.displacement.count {
            let end = scheme.end(
                dt, between: solver.system.displacement[i], u: motion.displacement[i],
                v: motion.velocity[i], a: motion.acceleration[i])
            motion.displacement[i] = end.u
            motion.velocity[i] = end.v
            motion.accelerationBefore[i] = motion.acceleration[i]
            motion.acceleration[i] = end.a
        }
        motion.time += dt
    }

    private func check(_ motion: WallMotion) throws {
        for (name, values) in motion.arrays {
            try solver.check(name, values, count: model.unknownCount)
        }
    }

    private func orZero(_ name: String, _ values: [Double], _ count: Int) throws -> [Double] {
        if values.isEmpty { return [Double](repeating: 0, count: count) }
        try solver.check(name, values, count: count)
        return values
    }
}
