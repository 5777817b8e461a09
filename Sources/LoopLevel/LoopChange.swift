import Circuits
import Circulation
import HeartModel
import Numerics
import Quantities

/// A heart's circuit before and after a change of its parameters.
struct LoopChange {
    /// The closed loop before and after.
    let rest: LoopParameters
    let treated: LoopParameters
    /// The circuit before and, with what is connected to it, after.
    let plan: CircuitPlan
    let treatedPlan: CircuitPlan
    /// Parameters of the circuit after, in the order of its plan, internal units.
    let slots: [Double]
    /// What drugs do to nerves.
    let nerves: NerveAction
    /// Blood that the change brings [mm³].
    let addedBlood: Double

    /// Whether the change sets the rate, which then is a pacemaker's.
    var isPaced: Bool { treated.period != rest.period }

    /// Steps of a beat: numbers within a tenth of a percent.
    var steps: Int { Int((max(rest.period, treated.period) / Self.longestStep).rounded(.up)) }

    /// Longest step of a paced beat [ms].
    private static let longestStep = 4.0

    /// Works out a change.
    ///
    /// - Throws: `ParameterError`, `CirculationError`.
    init(_ member: LoopMember) throws {
        rest = try LoopParameters(values: member.untreated.circulation)
        treated = try LoopParameters(values: member.treated.circulation)
        plan = try CircuitPlan(rest.circuit)
        treatedPlan = try CircuitPlan(treated.circuit.connected(to: member.therapy.devices))
        nerves = member.therapy.nerves
        var slots = treatedPlan.defaultParameters
        for (wall, elastance) in WallContractility.elastances {
            slots[try treatedPlan.address(of: elastance).slot] *=
                try member.treated.value(wall) / member.untreated.value(wall)
        }
        self.slots = slots
        addedBlood = (treated["bloodVolume"] - rest["bloodVolume"]) * Units.mL
    }

    /// A state of the untreated circuit with blood added to the systemic veins.
    func filled<Real: CircuitReal>(
        _ state: CircuitState<Real>, by added: Real
    ) throws -> CircuitState<Real> {
        var state = state
        let veins = try plan.compartment("systemicVeins")
        state.volumes[veins] = state.volumes[veins] + added
        return state
    }

    /// A state of the untreated circuit as one of the treated, with the blood that the change brings.
    func changed<Real: CircuitReal>(
        _ state: CircuitState<Real>, adding blood: Real
    ) throws -> CircuitState<Real> {
        try filled(state, by: blood).carried(from: plan, to: treatedPlan)
    }
}
