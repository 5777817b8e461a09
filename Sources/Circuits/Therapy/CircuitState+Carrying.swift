public import Circulation
import Numerics

extension CircuitState {
    /// The state of another circuit that has the same compartments, and branches more or less: what a
    /// branch's name is common to both keeps its flow, new ones are at rest. Muscles go on where both have the same patches, and
    /// start at rest where not.
    ///
    /// - Throws: ``CirculationError/invalidCircuit(element:fault:)`` for a compartment that only one of both
    ///   has.
    public func carried(
        from old: CircuitPlan, to new: CircuitPlan
    ) throws(CirculationError) -> CircuitState {
        var carried = self
        carried.volumes = []
        for name in new.compartmentNames {
            carried.volumes.append(volumes[try old.compartment(name)])
        }
        for name in old.compartmentNames { _ = try new.compartment(name) }
        carried.branches = new.branchNames.map { name in
            guard let place = old.branchNames.firstIndex(of: name) else {
                return BranchValues(flow: 0, opening: 0)
            }
            return branches[place]
        }
        carried.muscles = old.muscleLayout == new.muscleLayout ? muscles : []
        return carried
    }
}
