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
    /// What of the change comes over time.
    let courses: [LoopCourse]

    /// Whether the change sets the rate, which then is a pacemaker's.
    var isPaced: Bool { treated.period != rest.period }

    /// Steps of a beat: numbers within a tenth of a percent.
    var steps: Int { Int((max(rest.period, treated.period) / Self.longestStep).rounded(.up)) }

    /// Longest step of a paced beat [ms].
    private static let longestStep = 4.0

    /// Works out a change.
    ///
    /// - Throws: `ParameterError`, `CirculationError`, ``LoopVentriclesError``.
    init(_ member: LoopMember) throws {
        rest = try Self.loop(member.untreated, member.ventricles)
        treated = try Self.loop(member.treated, member.ventricles)
        let (before, after) = try Self.circuits(rest, treated, member)
        plan = try CircuitPlan(before)
        treatedPlan = try CircuitPlan(after.connected(to: member.therapy.devices))
        nerves = member.therapy.nerves
        slots = try Self.slots(treatedPlan, of: member.treated, member)
        addedBlood = (treated["bloodVolume"] - rest["bloodVolume"]) * Units.mL
        courses = try LoopCourse.all(of: member, treatedPlan)
    }

    /// Parameters of a circuit with those of a heart, the wall's contractility among them.
    static func slots(
        _ plan: CircuitPlan, of heart: HeartParameters, _ member: LoopMember
    ) throws -> [Double] {
        var slots = plan.defaultParameters
        func multiply(_ place: String, by factor: Double) throws {
            slots[try plan.address(of: place).slot] *= factor
        }
        func ratio(_ wall: String) throws -> Double {
            let (now, was) = (try heart.value(wall), try member.untreated.value(wall))
            // What stays is no change, also where it is nothing.
            return now == was ? 1 : now / was
        }
        guard case .learned(let ventricles) = member.ventricles else {
            for (wall, place) in WallContractility.of(plan) {
                try multiply(place, by: try ratio(wall))
            }
            return slots
        }
        for (wall, place) in WallContractility.of(plan) {
            try multiply(place, by: ventricles.strength(wall, try ratio(wall)))
        }
        for (wall, place) in LearnedVentricles.stiffnesses {
            try multiply(place, by: try ratio(wall))
        }
        return slots
    }

    private static let pericardium = [
        "pericardialVolume", "pericardialPressure", "pericardialStiffness", "pericardialEffusion",
    ]

    /// The closed loop; around learned ventricles as it is around the heart they were learned from.
    static func loop(
        _ parameters: HeartParameters, _ ventricles: LoopVentricles
    ) throws -> LoopParameters {
        if case .learned = ventricles { return try parameters.surroundings() }
        return try LoopParameters(values: parameters.circulation)
    }

    /// The circuit before and after, without devices.
    static func circuits(
        _ rest: LoopParameters, _ treated: LoopParameters, _ member: LoopMember
    ) throws -> (CircuitDescription, CircuitDescription) {
        func walls(
            _ before: AdultWalls, _ after: AdultWalls
        ) -> (CircuitDescription, CircuitDescription) {
            var (before, after) = (before, after)
            before.take(member.untreated)
            after.take(member.treated)
            return (rest.circuit(before), treated.circuit(after))
        }
        switch member.ventricles {
        case .elastance:
            guard !member.changesScar else { throw LoopVentriclesError.scarNeedsWalls }
            return (rest.circuit, treated.circuit)
        case .learned(let ventricles):
            guard !member.changesScar else { throw LoopVentriclesError.scarNeedsWalls }
            guard Self.pericardium.allSatisfy({ rest[$0] == treated[$0] }) else {
                throw LoopVentriclesError.pericardiumIsLearned
            }
            let (left, right) = try ventricles.values(of: member.untreated)
            func circuit(_ loop: LoopParameters) -> CircuitDescription {
                var circuit = loop.circuit(learned: left, right: right, with: rest)
                // What presses on the three-dimensional heart was learned with it.
                circuit.enclosures.removeAll { $0.name == "pericardium" }
                return circuit
            }
            return (circuit(rest), circuit(treated))
        case .walls(let before, let after):
            return walls(try AdultWalls(before), try AdultWalls(after))
        case .timedWalls(let before, let after):
            return walls(AdultWalls(activatedAt: before), AdultWalls(activatedAt: after))
        }
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
