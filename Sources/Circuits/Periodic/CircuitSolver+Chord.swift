public import Circulation
import Numerics

extension CircuitSolver {
    /// Repeats beats until no volume changes, with Newton steps along a chord between them.
    ///
    /// All lanes go on until the last one has settled.
    ///
    /// - Parameters:
    ///   - chord: from a periodic state nearby, see `CircuitSolver.derivatives`.
    ///   - steps: steps of a beat.
    ///   - volumeTolerance: largest change of any volume over a beat [mm³].
    ///   - maximumBeats: beats before giving up.
    /// - Returns: the last beat.
    /// - Throws: ``CirculationError/notPeriodic(beats:change:tolerance:)``, errors of a beat.
    @_specialize(where Real == Double)
    @_specialize(where Real == Double8)
    public func settle(
        along chord: BeatChord, steps: Int, volumeTolerance: Double, maximumBeats: Int = 60
    ) throws(CirculationError) -> CircuitBeat<Real> {
        precondition(chord.count == work.rooms, "the chord is of another circuit")
        var change = Double.infinity
        for _ in 0..<max(maximumBeats, 1) {
            let start = state.volumes
            let beat = try self.beat(steps: steps)
            var end = state
            let moved = zip(start, end.volumes).map { $1 - $0 }
            let last = change
            change = moved.reduce(0) { max($0, Real.larger($1, -$1).largest) }
            if change <= volumeTolerance { return beat }
            // Far from the chord's point a plain beat is the safer step.
            guard change < 0.9 * last, let next = move(start, by: moved, along: chord) else {
                continue
            }
            end.volumes = next
            try restore(end)
        }
        throw .notPeriodic(beats: maximumBeats, change: change, tolerance: volumeTolerance)
    }

    /// The volumes after a Newton step; nil where one is not positive.
    private func move(_ start: [Real], by moved: [Real], along chord: BeatChord) -> [Real]? {
        var next = start
        for row in 0..<chord.count {
            var sum: Real = 0
            for column in 0..<chord.count {
                sum = sum + Real(filling: chord.inverse[row * chord.count + column]) * moved[column]
            }
            next[row] = next[row] + sum
            guard next[row].isFinite, (-next[row]).largest < 0 else { return nil }
        }
        return next
    }
}
