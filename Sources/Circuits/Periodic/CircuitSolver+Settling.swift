public import Circulation
public import Numerics

extension CircuitSolver<Double> {
    /// Repeats beats, with Anderson acceleration between them, until nothing changes.
    ///
    /// - Parameters:
    ///   - steps: steps of a beat.
    ///   - volumeTolerance: largest change of any volume over a beat [mm³]; the default is a
    ///     thousandth of a millilitre.
    ///   - maximumBeats: beats before giving up.
    /// - Returns: the last beat, and how many there were.
    /// - Throws: ``CirculationError/notPeriodic(beats:change:tolerance:)``, errors of a beat.
    @discardableResult
    public func settle(
        steps: Int, volumeTolerance: Double = 1, maximumBeats: Int = 200
    ) throws(CirculationError) -> (beat: CircuitBeat<Double>, beats: Int) {
        var accelerator = FixedPointAccelerator()
        var change = Double.infinity
        for beats in 1...max(maximumBeats, 1) {
            let start = state
            let beat = try self.beat(steps: steps)
            let end = state
            change = zip(start.volumes, end.volumes).map { abs($1 - $0) }.max() ?? 0
            if change <= volumeTolerance { return (beat, beats) }
            var next = end
            next.volumes = accelerator.next(iterate: start.volumes, image: end.volumes)
            if next.volumes.allSatisfy({ $0 > 0 && $0.isFinite }) {
                try restore(next)
            } else {
                accelerator.reset()
            }
        }
        throw .notPeriodic(beats: maximumBeats, change: change, tolerance: volumeTolerance)
    }
}
