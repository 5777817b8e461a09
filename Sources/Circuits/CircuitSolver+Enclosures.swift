import Numerics

extension CircuitSolver {
    /// Pressure of a space around compartments at this moment [kPa].
    public func enclosurePressure(_ space: Int) -> Real {
        for group in plan.enclosures {
            let place = space - group.span.first
            guard place >= 0, place < group.span.count else { continue }
            var content: Real = 0
            for room in plan.members[space] { content = content + work.volumes[room] }
            return Real.pressure(
                group.law,
                EnclosureCall(
                    content: content, time: group.law.followsBeat ? sinceOnset : time,
                    cycle: cycle,
                    parameters: LawParameters(
                        work.parameters + group.span.firstParameter + place
                            * group.span.parametersPerBlock))
            ).value
        }
        preconditionFailure("the circuit has no space \(space)")
    }
}
