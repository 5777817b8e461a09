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
    /// beginning with all at once.
    ///
    /// - `pressures`: [kPa], one per cavity.
    /// - `tension`: active tension at the quadrature points [kPa]; none when empty.
    /// - `surfacePressures`: [kPa], one per pressure surface of the model, from zero; none when empty.
    /// - Throws: ``MechanicsError/newtonDiverged(time:iteration:residuals:worstElement:)`` when the
    ///   smallest increment fails; the state then holds the last equilibrium found.
    @discardableResult
    public func equilibrium(
        _ state: inout MechanicsState, pressures: [Double], tension: [Double] = [],
        surfacePressures: [Double] = []
    ) throws -> MechanicsReport {
        try check(state)
        try check("pressures", pressures, count: model.cavities.count)
        let none = [Double](repeating: 0, count: model.pointCount)
        if !tension.isEmpty { try check("tension", tension, count: model.pointCount) }
        let start = Loads(
            pressures: state.pressures, surfacePressures: noSurfacePressures,
            tension: state.tension)
        let end = Loads(
            pressures: pressures,
            surfacePressures: surfacePressures.isEmpty ? noSurfacePressures : surfacePressures,
            tension: tension.isEmpty ? none : tension)
        var report = MechanicsReport()
        var done = 0.0
        var part = 1.0
        var lastIncrement = [Double](repeating: 0, count: model.unknownCount)
        var lastPart = 0.0
        while done < 1 {
            let next = min(1, done + part)
            let loads = Loads.mix(start, end, next)
            system.displacement.assign(state.displacement)
            if lastPart > 0 {
                let ratio = (next - done) / lastPart
                for i in lastIncrement.indices {
                    system.displacement[i] += ratio * lastIncrement[i]
                }
            }
            do {
                report.absorb(try solve(loads, time: state.time))
            } catch let error as MechanicsError {
                guard case .newtonDiverged = error else { throw error }
                if lastPart > 0 {
                    lastPart = 0
                    continue
                }
                part = (next - done) / 2
                if part < settings.smallestLoadPart { throw error }
                continue
            }
            lastPart = next - done
            for i in lastIncrement.indices {
                lastIncrement[i] = system.displacement[i] - state.displacement[i]
                state.displacement[i] = system.displacement[i]
            }
            state.pressures = loads.pressures
            state.tension = loads.tension
            report.increments += 1
            done = next
            part *= 2
        }
        for i in state.velocity.indices { state.velocity[i] = 0 }
        for c in state.pressureRates.indices { state.pressureRates[c] = 0 }
        state.stretch = fibreStretch(displacement: state.displacement)
        return report
    }

    private func solve(_ loads: Loads, time: Double) throws -> MechanicsReport {
        system.active.prescribe(loads.tension)
        var pressures = loads.pressures
        let problem = NewtonProblem(
            time: time, dt: 0, isActive: false, surfacePressures: loads.surfacePressures)
        return try solve(problem, &pressures, nil)
    }
}
