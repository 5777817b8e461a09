import Circuits

/// A loop in which a compartment would hold less than no blood: elastances go on below their unstressed volumes,
/// people do not.
public struct LoopEmptied: Error, Equatable, CustomStringConvertible {
    /// The first such compartment.
    public let compartment: String

    public var description: String {
        "\(compartment) would hold less than no blood: there is too little of it for the vessels' unstressed volumes, "
            + "or something drains it; see circulation.bloodVolume and what is done to the heart"
    }

    /// Refuses a state at the onset of a beat.
    static func check(
        _ state: CircuitState<Double>, of plan: CircuitPlan
    ) throws(LoopEmptied) {
        for (name, volume) in zip(plan.compartmentNames, state.volumes) where !(volume > 0) {
            throw LoopEmptied(compartment: name)
        }
    }
}
