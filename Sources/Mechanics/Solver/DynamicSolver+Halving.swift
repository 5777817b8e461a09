/// Steps in halves.
extension DynamicSolver {
    /// Advances a motion by one step, in two halves where Newton's method does not master the whole.
    ///
    /// Halves are halved again up to `halvings` times. Inertia grows with the square of the shortened
    /// step, so that a short enough one always has a stiffness that is positive definite. The next step
    /// begins with pieces twice as long as the shortest ones needed.
    ///
    /// - `dt`: [ms].
    /// - `halvings`: 0 for none; 5 go down to a 32nd.
    /// - `load`: what acts at a time [ms].
    /// - Returns: the work of all attempts; ``MechanicsReport/halvings`` counts the steps given up.
    /// - Throws: ``MechanicsError/newtonDiverged(_:)`` when the
    ///   shortest step fails; the motion is then unchanged. Errors of `load`.
    @discardableResult
    public func step(
        _ motion: inout WallMotion, dt: Double, halvings: Int, load: (Double) throws -> WallLoad
    ) throws -> MechanicsReport {
        var report = MechanicsReport()
        let start = motion
        let expected = max(0, depth - 1)
        depth = 0
        do {
            try step(&motion, dt: dt, 0, from: expected, to: halvings, load, &report)
        } catch {
            motion = start
            throw error
        }
        return report
    }

    /// - `level`: halvings that have led to this step.
    /// - `first`: the level at which steps are tried.
    /// - `last`: the level at which they are not halved any more.
    private func step(
        _ motion: inout WallMotion, dt: Double, _ level: Int, from first: Int, to last: Int,
        _ load: (Double) throws -> WallLoad, _ report: inout MechanicsReport
    ) throws {
        if level >= first {
            let now = try load(scheme.loadTime(end: motion.time + dt, dt: dt))
            do {
                try step(&motion, dt: dt, load: now, isQuick: level < last, &report)
                depth = max(depth, level)
                return
            } catch MechanicsError.newtonDiverged where level < last {
                report.halvings += 1
                solver.forgetFactor()
            }
        }
        for _ in 0..<2 {
            try step(&motion, dt: dt / 2, level + 1, from: first, to: last, load, &report)
        }
    }

    /// Drops what is remembered from earlier steps: the next one depends on its arguments alone, see
    /// ``MechanicsSolver/forgetFactor()``.
    public func forget() {
        solver.forgetFactor()
        depth = 0
    }
}
