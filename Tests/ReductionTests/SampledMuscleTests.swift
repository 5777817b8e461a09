import FiniteElements
import Geometry
import Mechanics
import Numerics
import Reduction
import Testing

/// The parts of a sample against the sample as a whole.
@Suite struct SampledMuscleTests {
    private let model: MechanicsModel
    private let motion: ReductionRig.Motion
    private let basis: ReducedBasis

    init() throws {
        model = try ReductionRig.model()
        motion = try ReductionRig.motion(model, steps: 8)
        let modes = try PrincipalModes(
            motion.snapshots.map(\.displacement), product: GradientProduct(model),
            given: RigidMotions.motions(positions: model.mesh.points), tolerance: 0, maximum: 12)
        // Two of three elements but the first, in more than two parts of which the last is not full.
        let elements = (1..<model.mesh.tetCount).filter { $0 % 3 != 1 }
        basis = ReducedBasis(
            mean: modes.mean, modes: modes.modes, elements: elements,
            weights: elements.map { 1 + 0.01 * Double($0) })
    }

    @Test func forcesOfThePartsAreThoseOfTheWhole() throws {
        let muscle = try SampledMuscle(model, basis: basis)
        let wall = try ReducedWall(model, basis: basis)
        #expect(muscle.count > 2, "\(muscle.count) parts")
        #expect(basis.elements.count % SampledMuscle.partSize != 0)
        let before = wall.state(motion.start)
        let q = wall.state(motion.states[5]).displacement
        let calcium = ReductionRig.calcium(6, count: wall.pointCount)
        muscle.begin(
            before.displacement, calciumBefore: calcium, calciumAfter: calcium,
            stretch: before.stretch, active: before.active)
        var force = [Double](repeating: 0, count: basis.count)
        var smallestJ = Double.infinity
        for part in 0..<muscle.count {
            let found = muscle.forces(part: part, q, dt: ReductionRig.dt)
            smallestJ = min(smallestJ, found.smallestJ)
            for i in force.indices { force[i] += found.force[i] }
        }

        let whole = try SampledWall(model, elements: basis.elements, weights: basis.weights)
        let n = basis.mean.count
        let unknowns = basis.elements.flatMap { e in
            (0..<10).flatMap { a in (0..<3).map { 3 * Int(model.mesh.tets[10 * e + a]) + $0 } }
        }
        let panels = ModePanels(
            (0..<basis.count).flatMap { j in unknowns.map { basis.modes[j * n + $0] } },
            count: basis.count, offset: unknowns.map { basis.mean[$0] })
        panels.expand(before.displacement, into: whole.displacement)
        whole.begin(
            calciumBefore: calcium, calciumAfter: calcium, stretch: before.stretch,
            active: before.active)
        panels.expand(q, into: whole.displacement)
        whole.contract(dt: ReductionRig.dt)
        let wholeJ = whole.evaluate(dt: ReductionRig.dt, wantsStiffness: false)
        var expected = [Double](repeating: 0, count: basis.count)
        panels.addWork(of: whole.force, to: &expected)
        let error = ReductionRig.distance(force, expected)
        #expect(error <= 1e-12 * ReductionRig.norm(expected), "\(error)")
        #expect(abs(smallestJ - wholeJ) <= 1e-13, "\(smallestJ), \(wholeJ)")
    }

    /// Walls that share the processors with each other, where parts wait for threads and end in another order.
    @Test func theBitsAreTheSameWhateverElseIsComputed() throws {
        let alone = try ReductionRig.follow(try ReducedWall(model, basis: basis), motion)
        let (model, basis) = (model, basis)
        nonisolated(unsafe) let motion = motion
        let beside = Parallel.map(count: 4) { _ -> [MechanicsState] in
            guard let wall = try? ReducedWall(model, basis: basis) else { return [] }
            return (try? ReductionRig.follow(wall, motion)) ?? []
        }
        for states in beside { #expect(states == alone) }
    }
}
