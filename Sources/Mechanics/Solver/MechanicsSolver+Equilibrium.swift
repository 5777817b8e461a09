import Quantities

/// Equilibria under given loads.
extension MechanicsSolver {
    /// Loads of an equilibrium problem.
    private struct Loads {
        var pressures: [Double]
        var surfacePressures: [Double]
        var tension: [Double]

        /// Between two loads, at `part` from 0 to 1.
        static func mix(_ a: Loads, _ b: Loads, _ part: Double) -> Loads {
            func mix(_ x: [Double], _ y: [Double]) -> [Double] {
                zip(x, y).map { part == 1 ? $1 : $0 + part * ($1 - $0) }
            }
            return Loads(
                pressures: mix(a.pressures, b.pressures),
                surfacePressures: mix(a.surfacePressures, b.surfacePressures),
                tension: mix(a.tension, b.tension))
        }
    }

    /// Brings a state to the equilibrium under given cavity pressures, without dampers, viscosity and
    /// time.
    ///
    /// The loads go from those of the state to the given ones in increments that adapt themselves,
    /// beginning with all at once. An increment that Newton's method does not master directly is
    /// approached by proximal steps.
    ///
    /// - `pressures`: [kPa], one per cavity.
    /// - `tension`: active tension at the quadrature points before the regional factor [kPa]; none
    ///   when empty.
    /// - `surfacePressures`: [kPa], one per pressure surface of the model, from zero; none when empty.
    /// - Throws: ``MechanicsError/newtonDiverged(_:)`` when the
    ///   smallest increment fails; the state then holds the last equilibrium found.
    @discardableResult
    public func equilibrium(
        _ state: inout MechanicsState, pressures: [Double], tension: [Double] = [],
        surfacePressures: [Double] = []
    ) throws -> MechanicsReport {
        try check(state)
        try check("pressures", pressures, count: model.cavities.count)
        if !tension.isEmpty { try check("tension", tension, count: model.pointCount) }
        let start = Loads(
            pressures: state.pressures, surfacePressures: noSurfacePressures,
            tension: state.tension)
        let end = Loads(
            pressures: pressures,
            surfacePressures: surfacePressures.isEmpty ? noSurfacePressures : surfacePressures,
            tension: tension.isEmpty
                ? [Double](repeating: 0, count: model.pointCount) : system.active.scaled(tension))
        var report = MechanicsReport()
        var done = 0.0
        var part = 1.0
        while done < 1 {
            let next = min(1, done + part)
            let loads = Loads.mix(start, end, next)
            do {
                try advance(&state, to: loads, part: next - done, &report)
            } catch MechanicsError.newtonDiverged(let failure) {
                part = (next - done) / 2
                guard part >= settings.smallestLoadPart else {
                    throw MechanicsError.newtonDiverged(failure.reached(done))
                }
                continue
            }
            report.increments += 1
            done = next
            part *= 2
        }
        state.rest()
        state.stretch = fibreStretch(displacement: state.displacement)
        return report
    }

    /// Finds the equilibrium under other loads, directly or else by proximal steps.
    private func advance(
        _ state: inout MechanicsState, to loads: Loads, part: Double,
        _ report: inout MechanicsReport
    ) throws {
        system.active.prescribe(loads.tension)
        system.displacement.assign(state.displacement)
        do {
            try solve(
                loads, state, resistance: 0, isQuick: true,
                from: "\(part.short) of the loads at once",
                &report)
        } catch MechanicsError.newtonDiverged(let failure) {
            system.displacement.assign(state.displacement)
            do {
                try approach(loads, state, &report)
            } catch MechanicsError.newtonDiverged(let last) {
                throw MechanicsError.newtonDiverged(last.after(failure))
            }
        }
        for i in state.displacement.indices { state.displacement[i] = system.displacement[i] }
        state.pressures = loads.pressures
        state.tension = loads.tension
    }

    /// Proximal steps: the strain E may leave that of the last step, E*, only against a resistance
    /// μ (E − E*), which is then lowered until it is gone.
    ///
    /// A slack or soft wall has no definite stiffness far from equilibrium; with the resistance it has,
    /// and each step lowers the energy.
    ///
    /// Source: Rockafellar, *SIAM J. Control Optim.* 14 (1976) 877–898, doi:10.1137/0314056.
    private func approach(
        _ loads: Loads, _ state: MechanicsState, _ report: inout MechanicsReport
    ) throws {
        let largest = max(
            loads.pressures.map(abs).max() ?? 0, loads.surfacePressures.map(abs).max() ?? 0,
            loads.tension.map(abs).max() ?? 0)
        var resistance = Self.firstResistance * largest
        let last = Buffer(repeating: 0.0, count: system.displacement.count)
        while resistance > Self.smallestResistance * largest {
            last.assign(system.displacement)
            system.storeStrainBefore()
            do {
                let before = report.iterations
                try solve(
                    loads, state, resistance: resistance, isQuick: true, from: "by proximal steps",
                    &report)
                resistance /= report.iterations - before <= Self.easyIterations ? 6 : 2.5
            } catch MechanicsError.newtonDiverged
                where resistance < Self.largestResistance * largest
            {
                system.displacement.assign(last)
                resistance *= 4
            }
        }
        try solve(
            loads, state, resistance: 0, isQuick: false, from: "from the end of proximal steps",
            &report)
    }

    /// One proximal step under given pressures: the strain leaves that of the state only against a
    /// resistance, see ``approach(_:_:_:)``.
    ///
    /// - `resistance`: [kPa].
    func proximalStep(
        _ state: inout MechanicsState, pressures: [Double], resistance: Double
    ) throws {
        let none = [Double](repeating: 0, count: model.pointCount)
        let loads = Loads(
            pressures: pressures, surfacePressures: noSurfacePressures, tension: none)
        var report = MechanicsReport()
        system.active.prescribe(none)
        system.displacement.assign(state.displacement)
        system.storeStrainBefore()
        try solve(
            loads, state, resistance: resistance, isQuick: true, from: "against a resistance",
            &report)
        for i in state.displacement.indices { state.displacement[i] = system.displacement[i] }
        state.pressures = pressures
    }

    /// Resistance of the first proximal step, that beyond which there is no hope, and that at which
    /// they end, relative to the largest load [1].
    private static let firstResistance = 100.0
    private static let largestResistance = 1000.0
    private static let smallestResistance = 1e-2
    /// Relative out-of-balance force at which a proximal step ends [1].
    private static let proximalTolerance = 1e-2
    /// Iterations up to which the resistance may fall faster.
    private static let easyIterations = 8

    private func solve(
        _ loads: Loads, _ state: MechanicsState, resistance: Double, isQuick: Bool,
        from way: String,
        _ report: inout MechanicsReport
    ) throws {
        var pressures = loads.pressures
        let problem = NewtonProblem(
            time: state.time, dt: 0, isActive: false, surfacePressures: loads.surfacePressures,
            viscosityRate: resistance, isQuick: isQuick,
            forceTolerance: resistance > 0 ? Self.proximalTolerance : settings.forceTolerance)
        report.absorb(try solve(problem, &pressures, nil, from: way))
    }
}
