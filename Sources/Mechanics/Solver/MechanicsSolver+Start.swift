import Numerics

/// First guesses of Newton's method.
extension MechanicsSolver {
    /// Puts the best of several first guesses into the system.
    ///
    /// The first one is taken when its forces are nearly in balance already; else the one with the least
    /// force out of balance. That is the force itself, not over the largest force as in
    /// ``NewtonSettings/forceTolerance``: a guess that overstretches the wall makes both large.
    ///
    /// - `guesses`: how many there are.
    /// - `put`: puts one of them into the system.
    /// - Returns: the evaluated guess, and which one it is.
    func start(
        _ problem: NewtonProblem, _ pressures: [Double], guesses: Int, put: (Int) -> Void,
        _ report: inout MechanicsReport
    ) throws -> (iterate: NewtonIterate, guess: Int) {
        var best = (force: Double.infinity, guess: guesses - 1)
        for guess in 0..<guesses {
            put(guess)
            let iterate = try evaluate(problem, pressures, nil, stiffness: false, &report)
            let force = isAdmissible(iterate) ? system.norm(system.force) : .infinity
            if guess == 0 && force.isFinite && iterate.balance.residual <= Self.goodStart {
                return (iterate, guess)
            }
            if force < best.force { best = (force, guess) }
            if guess == guesses - 1 && best.guess == guess { return (iterate, guess) }
        }
        put(best.guess)
        return (try evaluate(problem, pressures, nil, stiffness: false, &report), best.guess)
    }

    /// Relative force out of balance of a first guess that is not compared with others [1]: Newton's
    /// method with an old factor comes to 1e-4 in three or four iterations from there.
    private static let goodStart = 0.05
}
