import Circuits
import Circulation
import HeartModel
import Quantities
import Scenarios

/// A part of a change that comes over time: what it does to the circuit when it is all there.
///
/// ```
/// parameters(t) = parameters with everything + Σ (share(t) − 1)·effect
/// ```
///
/// Parameters change between beats. Several parts act in the order of their interventions, each with its own course.
struct LoopCourse {
    /// How it comes.
    let course: DoseCourse
    /// What it adds to each parameter of the treated circuit, internal units.
    let effect: [Double]
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
                        intervention: step.by, what: "whether there is a pericardium")
                }
                return try LoopChange.slots(plan, of: heart, member)
            }
            let (before, after) = (try slots(step.before), try slots(step.after))
            func blood(_ heart: HeartParameters) throws -> Double {
                try LoopChange.loop(heart, member.ventricles)["bloodVolume"] * Units.mL
            }
            return LoopCourse(
                course: step.course, effect: zip(before, after).map { $1 - $0 },
                blood: try blood(step.after) - blood(step.before))
        }
    }

    /// Changes circuits side by side between two beats, where anything is on its way.
    ///
    /// - Parameters:
    ///   - was: time after the change at which the beat that is over began [ms].
    ///   - now: time at which the next one begins.
    ///   - joined: makes one number of those of all hearts.
    static func follow<Real: CircuitReal>(
        _ solver: CircuitSolver<Real>, _ nerves: Baroreflex<Real>, _ changes: [LoopChange],
        was: [Double], now: [Double], joined: ((Int) -> Double) -> Real
    ) throws {
        let isMoving = changes.indices.contains { heart in
            changes[heart].courses.contains {
                $0.course.share(at: was[heart]) != $0.course.share(at: now[heart])
            }
        }
        guard isMoving else { return }
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
            let missing = part.course.share(at: time) - 1
            guard missing != 0 else { return slots }
            return zip(slots, part.effect).map { $0 + missing * $1 }
        }
    }

    /// Blood that the change has brought at a time after it [mm³].
    func addedBlood(at time: Double) -> Double {
        courses.reduce(addedBlood) {
            $0 + ($1.course.share(at: time) - 1) * $1.blood
        }
    }
}
