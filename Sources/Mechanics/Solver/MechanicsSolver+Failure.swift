extension MechanicsSolver {
    /// The error of an iteration that stopped at an iterate, whose displacement is in the system.
    ///
    /// - `history`: residuals of the iterates before it [1].
    func diverged(
        _ problem: NewtonProblem, _ cause: NewtonFailure.Cause, _ history: [Double],
        _ last: NewtonIterate, _ report: MechanicsReport
    ) -> MechanicsError {
        // Trials since then have left their forces in the system.
        var ignored = MechanicsReport()
        _ = try? evaluate(problem, last.pressures, nil, stiffness: false, &ignored)
        let attempt = NewtonFailure.Attempt(
            way: "directly", cause: cause, iterations: report.iterations,
            factorisations: report.factorisations, cuts: report.cuts)
        let isListed = history.last.map { $0 == last.balance.residual } ?? false
        return .newtonDiverged(
            NewtonFailure(
                time: problem.time, residuals: history + (isListed ? [] : [last.balance.residual]),
                volumeGap: last.gaps.map(abs).max() ?? 0,
                unbalanced: system.place(system.mostUnbalancedElement()),
                compressed: system.place(last.balance.worstElement),
                smallestJ: last.balance.smallestJ, attempts: [attempt]))
    }
}
