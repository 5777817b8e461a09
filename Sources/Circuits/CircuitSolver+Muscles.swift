import Circulation
public import Numerics

extension CircuitSolver {
    /// Adds the pressures of muscles at the trial volumes, and finds their slopes.
    @inline(__always)
    func fillMuscles(sinceOnset: Real, stage: Real) {
        unbalanced = nil
        for place in plan.muscles.indices {
            let left = solveMuscle(place, sinceOnset: sinceOnset, stage: stage, afresh: false)
            if left.largest > 0, unbalanced == nil { unbalanced = place }
            let members = plan.muscles[place].members
            for (row, room) in members.enumerated() {
                work.pressures[room] = work.pressures[room] + work.musclePressures[row]
            }
        }
    }

    /// Puts every muscle to rest at the present volumes.
    ///
    /// - Throws: ``CirculationError/wallsUnbalanced(muscle:time:)``.
    func restMuscles() throws(CirculationError) {
        for room in 0..<work.rooms { work.trial[room] = work.volumes[room] }
        for place in plan.muscles.indices {
            let left = solveMuscle(place, sinceOnset: sinceOnset, stage: 0, afresh: true)
            guard left.largest <= 0 else {
                throw .wallsUnbalanced(muscle: plan.muscleNames[place], time: time.largest)
            }
        }
        for k in 0..<work.muscleStateCount { work.muscles[k] = work.muscleEnd[k] }
    }

    private func solveMuscle(
        _ place: Int, sinceOnset: Real, stage: Real, afresh: Bool
    ) -> Real {
        let muscle = plan.muscles[place]
        for (row, room) in muscle.members.enumerated() {
            work.muscleVolumes[row] = work.trial[room]
        }
        // A balance follows from the volumes alone, however often it is asked for.
        for k in muscle.firstState..<muscle.firstState + muscle.stateCount {
            work.muscleEnd[k] = work.muscleGuess[k]
        }
        return Real.solve(
            muscle.law,
            MuscleCall(
                volumes: work.muscleVolumes,
                parameters: LawParameters(work.parameters + muscle.firstParameter),
                patchParameters: work.parameters + muscle.firstPatchParameter,
                starts: work.wallStarts[place], wallCount: muscle.starts.count - 1,
                unknownCount: muscle.law.unknowns.count, stage: stage, sinceOnset: sinceOnset,
                cycle: cycle, base: work.muscleBase + muscle.firstState,
                end: work.muscleEnd + muscle.firstState, scratch: work.muscleScratch,
                pressures: work.musclePressures, slopes: work.slopes + muscle.firstSlope),
            afresh: afresh)
    }

    /// A patch at this moment.
    public func patch(_ patch: Int, of muscle: Int) -> PatchMoment<Real> {
        let element = plan.muscles[muscle]
        let first = element.law.unknowns.count + element.law.walls.count + 3 * patch
        let states = work.muscles + element.firstState + first
        let wall = (element.starts.firstIndex { $0 > patch } ?? 1) - 1
        let tension = work.muscles[element.firstState + element.law.unknowns.count + wall]
        let slot = element.firstPatchParameter + SarcomerePatch.parameterCount * patch
        let area = work.parameters[slot] * Real.exp(2 * states[2])
        return PatchMoment(
            contractileLength: states[0], activation: states[1], strain: states[2],
            stress: 2 * tension * area / work.parameters[slot + 1])
    }

    /// The shape of a muscle at this moment, in the order of its law's unknowns.
    public func shape(of muscle: Int) -> [Real] {
        let element = plan.muscles[muscle]
        return element.law.unknowns.indices.map { work.muscles[element.firstState + $0] }
    }
}

/// What a patch of muscle does at a moment.
public struct PatchMoment<Real: RealLanes>: Sendable {
    /// Length of the contractile element [mm].
    public var contractileLength: Real
    /// Activation [1].
    public var activation: Real
    /// Natural strain of the fibre from the reference length [1].
    public var strain: Real
    /// Fibre stress [kPa].
    public var stress: Real
}
