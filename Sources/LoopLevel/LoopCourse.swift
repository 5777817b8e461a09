import Circuits
import Circulation
import HeartModel
import Quantities
import Scenarios

/// A part of a change that comes over time: what it does to the circuit when it is all there.
///
/// ```
/// parameter(t) = parameter with everything · Π (before + share(t)·(after − before))/after
/// ```
///
/// over the parts, `before` and `after` being the parameter without and with one. A part is a factor on what others make of the
/// parameter, so that none turns its sign however they overlap; where it makes the parameter zero, or turns its
/// sign, it is an amount. Parameters change between beats.
struct LoopCourse {
    /// How it comes.
    let course: DoseCourse
    /// Parameters of the treated circuit without and with it, internal units.
    let before: [Double]
    let after: [Double]
    /// Blood that it brings [mm³].
    let blood: Double

    /// The parts of a change.
    ///
    /// - Throws: `ScenarioError.cannotBeTimed` for a part that makes another circuit.
    static func all(of member: LoopMember, _ treatedPlan: CircuitPlan) throws -> [LoopCourse] {
        let rest = try LoopChange.loop(member.untreated, member.ventricles)
        return try member.steps.map { step in
            func slots(_ heart: HeartParameters) throws -> [Double] {
                let loop = try LoopChange.loop(heart, member.ventricles)
                let (_, after) = try LoopChange.circuits(rest, loop, member)
                let plan = try CircuitPlan(after.connected(to: member.therapy.devices))
                let isSame = plan.defaultParameters.count == treatedPlan.defaultParameters.count
                guard isSame, plan.compartmentNames == treatedPlan.compartmentNames else {
                    throw ScenarioError.cannotBeTimed(
                        intervention: step.by,
                        what: "whether there is a pericardium or an obstruction")
                }
                return try LoopChange.slots(plan, of: heart, member)
            }
            func blood(_ heart: HeartParameters) throws -> Double {
                try LoopChange.loop(heart, member.ventricles)["bloodVolume"] * Units.mL
            }
            return LoopCourse(
                course: step.course, before: try slots(step.before),
                after: try slots(step.after),
                blood: try blood(step.after) - blood(step.before))
        }
    }

    /// Changes circuits side by side between two beats, where anything comes over time: after every beat, since a solver that
    /// begins anew predicts nothing, and a heart's bits must not depend on when its neighbours move.
    ///
    /// - Parameters:
    ///   - was: time after the change at which the beat that is over began [ms].
    ///   - now: time at which the next one begins.
    ///   - joined: makes one number of those of all hearts.
    static func follow<Real: CircuitReal>(
        _ solver: CircuitSolver<Real>, _ nerves: Baroreflex<Real>, _ changes: [LoopChange],
        was: [Double], now: [Double], joined: ((Int) -> Double) -> Real
    ) throws {
        guard changes.contains(where: { !$0.courses.isEmpty }) else { return }
        let slots = changes.indices.map { changes[$0].slots(at: now[$0]) }
        let blood = changes.indices.map {
            changes[$0].addedBlood(at: now[$0]) - changes[$0].addedBlood(at: was[$0])
        }
        for slot in slots[0].indices { solver[slot] = joined { slots[$0][slot] } }
        let next = solver.nextCycle
        try solver.restore(try changes[0].filled(solver.state, by: joined { blood[$0] }))
        solver.nextCycle = next
        try nerves.rebase(solver, action: changes[0].nerves)
    }
}

extension LoopChange {
    /// Parameters of the treated circuit at a time after the change [ms].
    func slots(at time: Double) -> [Double] {
        courses.reduce(slots) { slots, part in
            let share = part.course.share(at: time)
            guard share != 1 else { return slots }
            return slots.indices.map { slot in
                let (before, after) = (part.before[slot], part.after[slot])
                guard before != after else { return slots[slot] }
                let now = before + share * (after - before)
                return before * after > 0
                    ? slots[slot] * (now / after) : slots[slot] + (now - after)
            }
        }
    }

    /// Blood that the change has brought at a time after it [mm³].
    func addedBlood(at time: Double) -> Double {
        courses.reduce(addedBlood) {
            $0 + ($1.course.share(at: time) - 1) * $1.blood
        }
    }
}
