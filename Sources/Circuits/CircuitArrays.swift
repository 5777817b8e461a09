import Numerics

/// The memory of a ``CircuitSolver``: one allocation per array, made once.
final class CircuitArrays<Real: RealLanes> {
    /// Number of compartments.
    let rooms: Int
    /// Number of branches.
    let paths: Int
    /// Parameters in the order of the plan.
    let parameters: UnsafeMutablePointer<Real>
    /// Per compartment: present volumes, volumes at the start of a step and of a stage, trial volumes,
    /// changes over the last step, residuals.
    let volumes: UnsafeMutablePointer<Real>
    let start: UnsafeMutablePointer<Real>
    let base: UnsafeMutablePointer<Real>
    let trial: UnsafeMutablePointer<Real>
    let trend: UnsafeMutablePointer<Real>
    let residual: UnsafeMutablePointer<Real>
    let increment: UnsafeMutablePointer<Real>
    /// Per compartment: when it contracts, how far it does, its pressure.
    let windows: UnsafeMutablePointer<ContractionWindow<Real>>
    let activations: UnsafeMutablePointer<Real>
    let pressures: UnsafeMutablePointer<Real>
    /// ∂p/∂V per compartment, then per enclosure, then of muscles by each of their volumes.
    let slopes: UnsafeMutablePointer<Real>
    /// Per branch: present values, at the start of a step and of a stage, at the end of a stage.
    let branches: UnsafeMutablePointer<BranchValues<Real>>
    let branchStart: UnsafeMutablePointer<BranchValues<Real>>
    let branchBase: UnsafeMutablePointer<BranchValues<Real>>
    let branchEnd: UnsafeMutablePointer<BranchValues<Real>>
    /// Per branch: pressure drop and stage length × conductance.
    let drops: UnsafeMutablePointer<Real>
    let conductances: UnsafeMutablePointer<Real>
    /// Branches that follow the volume upstream; per branch: that volume, and the slope of the flow by it.
    let volumeBranches: UnsafeMutablePointer<Int>
    let volumeBranchCount: Int
    let upstream: UnsafeMutablePointer<Real>
    let volumeSlopes: UnsafeMutablePointer<Real>
    /// Entries of the Jacobian of the volume balances.
    let matrix: UnsafeMutablePointer<Real>
    /// Compartments that contract.
    let contracting: UnsafeMutablePointer<Int>
    var contractingCount = 0
    /// Elements by law.
    let compartmentGroups: UnsafeMutablePointer<CircuitPlan.CompartmentGroup>
    let compartmentGroupCount: Int
    let branchGroups: UnsafeMutablePointer<CircuitPlan.BranchGroup>
    let branchGroupCount: Int
    /// Contributions to the Jacobian.
    let branchEntries: UnsafeMutablePointer<BranchEntries>
    let sharedEntries: UnsafeMutablePointer<SharedEntries>
    let sharedEntryCount: Int
    /// States of muscles: present, at the start of a step and of a stage, at the end of a stage.
    let muscleStateCount: Int
    let muscles: UnsafeMutablePointer<Real>
    let muscleStart: UnsafeMutablePointer<Real>
    let muscleBase: UnsafeMutablePointer<Real>
    let muscleEnd: UnsafeMutablePointer<Real>
    /// Where the search for a balance begins, the same for all trial volumes of a stage.
    let muscleGuess: UnsafeMutablePointer<Real>
    /// Room for one muscle: volumes and pressures of its compartments, numbers of its patches.
    let muscleVolumes: UnsafeMutablePointer<Real>
    let musclePressures: UnsafeMutablePointer<Real>
    let muscleScratch: UnsafeMutablePointer<Real>
    /// First patches of walls, muscle by muscle.
    let wallStarts: [UnsafeMutablePointer<Int>]
    /// The elimination, see ``EliminationPlan``.
    let program: UnsafeMutablePointer<Int32>
    let programStarts: UnsafeMutablePointer<Int32>
    let entryCount: Int
    private let free: [() -> Void]

    init(_ plan: CircuitPlan) {
        rooms = plan.compartmentNames.count
        paths = plan.branchNames.count
        var free: [() -> Void] = []
        func reals(_ count: Int) -> UnsafeMutablePointer<Real> {
            let pointer = UnsafeMutablePointer<Real>.allocate(capacity: max(count, 1))
            pointer.initialize(repeating: 0, count: max(count, 1))
            free.append { pointer.deallocate() }
            return pointer
        }
        func values(_ count: Int) -> UnsafeMutablePointer<BranchValues<Real>> {
            let pointer = UnsafeMutablePointer<BranchValues<Real>>.allocate(
                capacity: max(count, 1))
            pointer.initialize(
                repeating: BranchValues(flow: 0, opening: 0), count: max(count, 1))
            free.append { pointer.deallocate() }
            return pointer
        }
        parameters = reals(plan.defaultParameters.count)
        volumes = reals(rooms)
        start = reals(rooms)
        base = reals(rooms)
        trial = reals(rooms)
        trend = reals(rooms)
        residual = reals(rooms)
        increment = reals(rooms)
        windows = .allocate(capacity: max(rooms, 1))
        windows.initialize(repeating: .never, count: max(rooms, 1))
        activations = reals(rooms)
        pressures = reals(rooms)
        slopes = reals(rooms + plan.enclosureNames.count + plan.muscleSlopeCount)
        muscleStateCount = plan.muscleStateCount
        muscles = reals(muscleStateCount)
        muscleStart = reals(muscleStateCount)
        muscleBase = reals(muscleStateCount)
        muscleEnd = reals(muscleStateCount)
        muscleGuess = reals(muscleStateCount)
        let patches = plan.muscles.map(\.patchNames.count).max() ?? 0
        let cavities = plan.muscles.map(\.members.count).max() ?? 0
        muscleVolumes = reals(cavities)
        musclePressures = reals(cavities)
        muscleScratch = reals(patches * MuscleScratch.perPatch)
        branches = values(paths)
        branchStart = values(paths)
        branchBase = values(paths)
        branchEnd = values(paths)
        drops = reals(paths)
        conductances = reals(paths)
        upstream = reals(paths)
        volumeSlopes = reals(paths)
        matrix = reals(plan.elimination.entryCount)
        let windows = windows
        free.append { windows.deallocate() }
        func copy<Element>(_ elements: [Element]) -> UnsafeMutablePointer<Element> {
            let pointer = UnsafeMutablePointer<Element>.allocate(capacity: elements.count + 1)
            for (place, element) in elements.enumerated() {
                (pointer + place).initialize(to: element)
            }
            free.append { pointer.deallocate() }
            return pointer
        }
        volumeBranches = copy(plan.volumeBranches)
        volumeBranchCount = plan.volumeBranches.count
        contracting = copy([Int](repeating: 0, count: rooms))
        compartmentGroups = copy(plan.compartments)
        compartmentGroupCount = plan.compartments.count
        branchGroups = copy(plan.branches)
        branchGroupCount = plan.branches.count
        branchEntries = copy(plan.branchEntries)
        sharedEntries = copy(plan.sharedEntries)
        sharedEntryCount = plan.sharedEntries.count
        wallStarts = plan.muscles.map { copy($0.starts) }
        program = copy(plan.elimination.program)
        programStarts = copy(plan.elimination.starts)
        entryCount = plan.elimination.entryCount
        self.free = free
    }

    deinit { free.forEach { $0() } }
}
