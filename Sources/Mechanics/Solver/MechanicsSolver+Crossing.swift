import Numerics

/// Overshooting corrections of a moving wall.
extension MechanicsSolver {
    /// Work of the forces out of balance along a correction [mN mm].
    func work(along correction: NewtonCorrection) -> Double {
        system.force.dot(correction.displacement)
    }

    /// Where on the way along the correction the forces do no more work, about.
    ///
    /// Fibres stiffen exponentially. From their slack side a correction may overstretch the fibres of a few
    /// elements by many orders of magnitude, while the length at which they are in balance is a fixed
    /// part of it. Finding that by bisection takes evaluations of forces only; the natural monotonicity
    /// test alone would creep there, with a factorisation for each small step.
    ///
    /// Leaves another trial in the system.
    ///
    /// - `slope`: the work at the start of the way; nothing is done unless it is negative.
    /// - Returns: the part of the correction, nil when there is none to be found.
    ///
    /// Source: Crisfield, *Non-linear Finite Element Analysis of Solids and Structures* 1 (1991), section
    /// 9.2.
    func crossing(
        _ problem: NewtonProblem, _ start: NewtonIterate, _ slope: Double, below length: Double,
        _ report: inout MechanicsReport
    ) throws -> Double? {
        guard slope < 0 else { return nil }
        var (low, high) = (0.0, length)
        for _ in 0..<Self.bisections {
            let middle = 0.5 * (low + high)
            for i in 0..<accepted.count {
                system.displacement[i] = accepted[i] + middle * correction.displacement[i]
            }
            let trial = try evaluate(problem, start.pressures, nil, stiffness: false, &report)
            let rest = isAdmissible(trial) ? work(along: correction) : .infinity
            if abs(rest) <= Self.slack * -slope { return middle }
            if rest > 0 { high = middle } else { low = middle }
        }
        return low > 0 ? low : nil
    }

    /// Bisections at most: down to a 256th of the way.
    private static let bisections = 8
    /// Accepted part of the work at the start [1].
    private static let slack = 0.3
}
