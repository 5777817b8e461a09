import Numerics

/// What a Newton iteration solves for, beside the iterate itself.
struct NewtonProblem {
    /// Time at the end [ms].
    var time: Double
    /// Step [ms]; zero for an equilibrium.
    var dt: Double
    /// Whether the contraction model runs, or the tension is prescribed.
    var isActive: Bool
    /// Pressures on the pressure surfaces [kPa].
    var surfacePressures: [Double]
    /// η/dt on the strain since the start of the step [kPa].
    var viscosityRate: Double
    /// Whether to give up early, because the caller knows an easier problem on the way.
    var isQuick = false
    /// Relative out-of-balance force at which it counts as solved [1].
    var forceTolerance: Double
}

/// One evaluated iterate.
struct NewtonIterate {
    var pressures: [Double]
    var balance: ForceBalance
    /// What the circulation holds; nil when the pressures are prescribed.
    var response: CavityResponse?
    /// V_i − volumes_i [mm³].
    var gaps: [Double]
}

/// Newton's method with pressures as multipliers of the volume constraints.
extension MechanicsSolver {
    /// Solves from the displacement in the system and the given pressures; leaves the solution there.
    ///
    /// A trial is accepted when the next correction with the same factor is shorter than the one that
    /// led to it (the natural monotonicity test), which needs no definite stiffness. The norm of the
    /// forces is no guide here: in a nearly incompressible, slender or fibrous wall it rises by orders of
    /// magnitude on the way to the solution. With an old factor that next correction is the next
    /// iteration's, so the test is free.
    ///
    /// Source: Deuflhard, *Newton Methods for Nonlinear Problems* (2004), section 3.3 (NLEQ-ERR).
    ///
    /// - `way`, `earlier`: for the error: what is tried here, and what failed before it.
    func solve(
        _ problem: NewtonProblem, _ pressures: inout [Double], _ law: CavityLaw?, from way: String,
        after earlier: NewtonFailure? = nil
    ) throws -> MechanicsReport {
        var report = MechanicsReport()
        try solve(problem, &pressures, law, from: way, start: nil, after: earlier, &report)
        return report
    }

    /// The same with what is known beforehand, and with a report of what failed too.
    ///
    /// - `start`: of ``start(_:_:guesses:put:_:)``, whose forces are in the system.
    /// - `report`: counts are added.
    func solve(
        _ problem: NewtonProblem, _ pressures: inout [Double], _ law: CavityLaw?, from way: String,
        start: NewtonIterate?, after earlier: NewtonFailure? = nil,
        _ report: inout MechanicsReport
    ) throws {
        do {
            try iterate(problem, &pressures, law, from: start, &report)
        } catch MechanicsError.newtonDiverged(var failure) {
            failure = failure.named(way)
            throw MechanicsError.newtonDiverged(earlier.map { failure.after($0) } ?? failure)
        }
    }

    private func iterate(
        _ problem: NewtonProblem, _ pressures: inout [Double], _ law: CavityLaw?,
        from start: NewtonIterate?, _ report: inout MechanicsReport
    ) throws {
        var history: [Double] = []
        let limit =
            report.iterations
            + (problem.isQuick ? Self.quickIterations : settings.maximumIterations)
        let factorLimit = report.factorisations + Self.quickFactorisations
        var current =
            try start ?? evaluate(problem, pressures, law, stiffness: false, &report)
        var isFresh = !factor.isFactored
        if !isConverged(problem, current) {
            guard isAdmissible(current) else {
                throw diverged(problem, .start, history, current, report)
            }
            if isFresh { current = try refactor(problem, current, law, history, &report) }
            try direction(current, into: &correction)
            secants.apply(to: &correction)
        }
        while !isConverged(problem, current) {
            history.append(current.balance.residual)
            guard report.iterations < limit else {
                throw diverged(problem, .iterations, history, current, report)
            }
            if problem.isQuick, system.inertia != nil, report.factorisations > factorLimit {
                throw diverged(problem, .iterations, history, current, report)
            }
            accepted.assign(system.displacement)
            guard let next = try search(problem, current, law, isFresh, &report) else {
                system.displacement.assign(accepted)
                if isFresh { throw diverged(problem, .lineSearch, history, current, report) }
                current = try refactor(problem, current, law, history, &report)
                isFresh = true
                try direction(current, into: &correction)
                continue
            }
            report.iterations += 1
            current = next.iterate
            if isConverged(problem, current) { break }
            isFresh = next.length < 1 || mustRefactor(problem, current, next.contraction)
            if isFresh {
                current = try refactor(problem, current, law, history, &report)
                try direction(current, into: &correction)
            } else {
                secants.learn(from: correction, then: &nextCorrection)
                swap(&correction, &nextCorrection)
            }
        }
        pressures = current.pressures
        report.forceResidual = current.balance.residual
        report.volumeResidual = current.gaps.map(abs).max() ?? 0
        report.smallestJ = current.balance.smallestJ
        report.volumes = current.balance.volumes
    }

    /// Goes along the correction as far as the test allows; nil when nowhere.
    ///
    /// With an old factor only the full step is tried: a new factor is the better remedy.
    private func search(
        _ problem: NewtonProblem, _ start: NewtonIterate, _ law: CavityLaw?, _ isFresh: Bool,
        _ report: inout MechanicsReport
    ) throws -> (iterate: NewtonIterate, length: Double, contraction: Double)? {
        let size = norm(correction)
        // Along a correction with the true stiffness; old ones are not shortened.
        let slope = isFresh && system.inertia != nil ? work(along: correction) : 0
        var length = 1.0
        let cuts = problem.isQuick ? Self.quickCuts : settings.maximumCuts
        for cut in 0...(isFresh ? cuts : 0) {
            if cut > 0 { report.cuts += 1 }
            for i in 0..<accepted.count {
                system.displacement[i] = accepted[i] + length * correction.displacement[i]
            }
            let pressures = zip(start.pressures, correction.pressures).map { $0 + length * $1 }
            let trial: NewtonIterate
            do {
                trial = try evaluate(problem, pressures, law, stiffness: false, &report)
            } catch {
                // The circulation may refuse pressures far off; a shorter way may do.
                if isFresh && cut == cuts { throw error }
                length /= 2
                continue
            }
            if isConverged(problem, trial) { return (trial, length, 0) }
            guard isAdmissible(trial) else {
                length = try crossing(problem, start, slope, below: length, &report) ?? length / 2
                continue
            }
            let overshoots = cut == 0 && slope < 0 && work(along: correction) > 0
            try direction(trial, into: &nextCorrection)
            secants.apply(to: &nextCorrection)
            let contraction = norm(nextCorrection) / size
            if contraction <= 1 - length / 4 { return (trial, length, contraction) }
            length = shorter(length, size)
            if overshoots {
                length = try crossing(problem, start, slope, below: 1, &report) ?? length
            }
        }
        return nil
    }

    /// Limits of a quick attempt.
    private static let quickIterations = 12
    private static let quickCuts = 2
    private static let quickFactorisations = 5

    /// Deuflhard's prediction of an acceptable length, between a tenth and a half of the last.
    private func shorter(_ length: Double, _ size: Double) -> Double {
        var square = 0.0
        for i in 0..<correction.displacement.count {
            let d = nextCorrection.displacement[i] - (1 - length) * correction.displacement[i]
            square += d * d
        }
        square *= metric.displacement
        for (next, now) in zip(nextCorrection.pressures, correction.pressures) {
            let d = next - (1 - length) * now
            square += metric.pressure * d * d
        }
        let predicted = 0.5 * length * length * size / square.squareRoot()
        guard predicted.isFinite else { return length / 2 }
        return min(max(predicted, length / 10), length / 2)
    }

    func isAdmissible(_ iterate: NewtonIterate) -> Bool {
        iterate.balance.residual.isFinite && iterate.gaps.allSatisfy(\.isFinite)
            && iterate.balance.smallestJ > settings.smallestJ
    }

    private func isConverged(_ problem: NewtonProblem, _ iterate: NewtonIterate) -> Bool {
        (iterate.balance.residual <= problem.forceTolerance || iterate.balance.isRoundOff)
            && iterate.gaps.allSatisfy { abs($0) <= settings.volumeTolerance }
            && iterate.balance.smallestJ > settings.smallestJ
    }

    /// Whether the present factor would need more iterations than a new one costs.
    private func mustRefactor(
        _ problem: NewtonProblem, _ iterate: NewtonIterate, _ contraction: Double
    ) -> Bool {
        let gap = iterate.gaps.map(abs).max() ?? 0
        let excess = max(
            iterate.balance.residual / problem.forceTolerance, gap / settings.volumeTolerance)
        let remaining = Double.log(excess) / -Double.log(contraction)
        return remaining > settings.staleIterationLimit
    }

    /// Length of a correction [1].
    private func norm(_ correction: NewtonCorrection) -> Double {
        metric.product(correction, correction).squareRoot()
    }

    /// Evaluates the displacement in the system.
    func evaluate(
        _ problem: NewtonProblem, _ pressures: [Double], _ law: CavityLaw?, stiffness: Bool,
        ignoresCompression: Bool = false, _ report: inout MechanicsReport
    ) throws -> NewtonIterate {
        if problem.isActive {
            onStage?(.activeTension)
            system.updateStretch(
                into: system.active.stretchAfter, along: model.activeStress)
            system.active.advance(dt: problem.dt)
        }
        onStage?(.assembly)
        let balance = system.evaluate(
            pressures: pressures, surfacePressures: problem.surfacePressures, dt: problem.dt,
            viscosityRate: problem.viscosityRate, wantsStiffness: stiffness,
            ignoresCompression: ignoresCompression)
        onStage?(.other)
        if stiffness { report.stiffnessEvaluations += 1 } else { report.forceEvaluations += 1 }
        let response = try law?(pressures)
        let gaps = response.map { zip(balance.volumes, $0.volumes).map { $0 - $1 } } ?? []
        return NewtonIterate(
            pressures: pressures, balance: balance, response: response, gaps: gaps)
    }

    /// Evaluates the stiffness at the iterate and factors it.
    ///
    /// Where it is not positive definite, the geometric stiffness of compressive volumetric pressures
    /// is left out; the iteration then converges linearly until it can be kept. Growing shifts of the
    /// diagonal are the last resort.
    ///
    /// - Throws: divergence where nothing helps: such states are far from any equilibrium.
    private func refactor(
        _ problem: NewtonProblem, _ iterate: NewtonIterate, _ law: CavityLaw?, _ history: [Double],
        _ report: inout MechanicsReport
    ) throws -> NewtonIterate {
        secants.forget()
        if system.inertia != nil {
            return try refactorMoving(problem, iterate, law, history, &report)
        }
        for ignoresCompression in [false, true] {
            let again = try evaluate(
                problem, iterate.pressures, law, stiffness: true,
                ignoresCompression: ignoresCompression, &report)
            onStage?(.factorisation)
            defer { onStage?(.other) }
            do throws(NumericsError) {
                let isFactored = try factor.factor(
                    system.matrix, inSinglePrecision: settings.factorsInSinglePrecision,
                    mayShift: ignoresCompression && !problem.isQuick,
                    attempts: &report.factorisations)
                if isFactored { return again }
            } catch {
                throw MechanicsError.singularTangent(time: problem.time, reason: "\(error)")
            }
        }
        throw diverged(problem, .indefinite, history, iterate, report)
    }

    /// The same for a wall with inertia: the true stiffness, whatever its signs.
    ///
    /// An equilibrium with an indefinite stiffness is unstable, and Newton's method had better not find
    /// it. A motion may well pass through such states: there nothing but the true stiffness converges.
    private func refactorMoving(
        _ problem: NewtonProblem, _ iterate: NewtonIterate, _ law: CavityLaw?, _ history: [Double],
        _ report: inout MechanicsReport
    ) throws -> NewtonIterate {
        let again = try evaluate(problem, iterate.pressures, law, stiffness: true, &report)
        onStage?(.factorisation)
        defer { onStage?(.other) }
        do throws(NumericsError) {
            try factor.factorIndefinite(
                system.matrix, inSinglePrecision: settings.factorsInSinglePrecision,
                attempts: &report.factorisations)
            report.negativePivots = max(report.negativePivots, factor.negativePivots)
        } catch {
            // Numbers that are not finite: a trial too far off.
            throw diverged(problem, .notFinite, history, iterate, report)
        }
        return again
    }
}
