public import Numerics

extension CircuitState<Double> {
    /// The same heart in every lane, as at the onset of a beat, its time beginning anew.
    ///
    /// - Parameter cycle: length of the beat in each lane [ms]; that of the heart where none is given.
    @_specialize(where Lanes == Double8)
    public func filling<Lanes: RealLanes>(cycle: Lanes? = nil) -> CircuitState<Lanes> {
        var state = CircuitState<Lanes>(
            volumes: volumes.map { Lanes(filling: $0) }, branchCount: branches.count,
            cycle: cycle ?? Lanes(filling: self.cycle))
        state.branches = branches.map {
            BranchValues(flow: Lanes(filling: $0.flow), opening: Lanes(filling: $0.opening))
        }
        state.muscles = muscles.map { Lanes(filling: $0) }
        return state
    }
}
