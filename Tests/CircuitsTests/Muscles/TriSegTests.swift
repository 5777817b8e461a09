import Circuits
import Circulation
import Foundation
import Numerics
import Quantities
import Testing

@Suite struct TriSegTests {
    private let plan: CircuitPlan

    init() throws {
        plan = try CircuitPlan(MuscleCircuit.description(patches: MuscleCircuit.patches()))
    }

    /// Pressures of both ventricles at volumes [mm³], relaxed.
    private func relaxed(
        _ left: Double, _ right: Double, _ plan: CircuitPlan
    ) throws -> (left: Double, right: Double, solver: CircuitSolver<Double>) {
        let volumes = ["left": left, "right": right]
        let solver = try CircuitSolver(
            plan,
            state: CircuitState<Double>(
                volumes: plan.compartmentNames.map { volumes[$0] ?? 1e5 },
                branchCount: plan.branchNames.count, cycle: 800))
        return (
            solver.pressure(try plan.compartment("left")),
            solver.pressure(try plan.compartment("right")), solver
        )
    }

    /// Both pressures are derivatives of one energy, so that the cross slopes are equal.
    @Test(arguments: [(120e3, 130e3), (90e3, 160e3), (150e3, 90e3)])
    func crossSlopesOfThePressuresAreEqual(_ left: Double, _ right: Double) throws {
        let e = 20.0
        let a = try relaxed(left, right + e, plan).left - relaxed(left, right - e, plan).left
        let b = try relaxed(left + e, right, plan).right - relaxed(left - e, right, plan).right
        #expect(abs(a - b) < 1e-6 * abs(a), "\(a) against \(b)")
        #expect(a > 0, "more in the right ventricle must raise the pressure in the left")
    }

    @Test func equalWallsWithEqualVolumesHaveAFlatSeptum() throws {
        let half = MuscleCircuit.patches().map { patch in
            var patch = patch
            if patch.wall != "septum" {
                patch.values["referenceArea"] = 100
                patch.values["wallVolume"] = 60
            }
            return patch
        }
        let plan = try CircuitPlan(MuscleCircuit.description(patches: half))
        let found = try relaxed(140e3, 140e3, plan)
        #expect(abs(found.left - found.right) < 1e-12, "\(found.left) and \(found.right) kPa")
        #expect(
            abs(found.solver.shape(of: 0)[0]) < 1e-6,
            "septum of \(found.solver.shape(of: 0)[0]) mm³")
    }

    /// On the circle where the walls meet, tensions along and across its plane must cancel.
    @Test func theForcesOnTheJunctionCancelThroughoutTheBeat() throws {
        let solver: CircuitSolver<Double> = try MuscleCircuit.solver(plan)
        let walls = [73e3, 19e3, 37e3]
        let areas = [95e2, 29e2, 125e2]
        for _ in 0..<200 {
            try solver.step(4)
            let (vs, y) = (solver.shape(of: 0)[0], solver.shape(of: 0)[1])
            let left = solver.volume(try plan.compartment("left")) + 0.5 * (walls[0] + walls[1])
            let right = solver.volume(try plan.compartment("right")) + 0.5 * (walls[2] + walls[1])
            var (along, across, scale) = (0.0, 0.0, 0.0)
            for (wall, volume) in [vs - left, vs, vs + right].enumerated() {
                // Height of the cap by bisection of V = π/6·x·(x² + 3·y²).
                var (low, high) = (-200.0, 200.0)
                for _ in 0..<80 {
                    let x = 0.5 * (low + high)
                    if .pi / 6 * x * (x * x + 3 * y * y) < volume { low = x } else { high = x }
                }
                let (x, patch) = (low, solver.patch(wall, of: 0))
                let area = areas[wall] * exp(2 * patch.strain)
                #expect(abs(area - .pi * (x * x + y * y)) < 1e-8 * area)
                let tension = patch.stress * walls[wall] / (2 * area)
                along += tension * 2 * x * y / (x * x + y * y)
                across += tension * (y * y - x * x) / (x * x + y * y)
                scale = max(scale, abs(tension))
            }
            #expect(abs(along) < 1e-9 * scale && abs(across) < 1e-9 * scale)
        }
    }

    @Test func equalPatchesAreOnePatch() throws {
        let divided = try CircuitPlan(MuscleCircuit.description(patches: MuscleCircuit.patches(3)))
        let one: CircuitSolver<Double> = try MuscleCircuit.solver(plan)
        let three: CircuitSolver<Double> = try MuscleCircuit.solver(divided)
        for _ in 0..<2 {
            try one.beat(steps: 200)
            try three.beat(steps: 200)
        }
        for room in plan.compartmentNames.indices {
            #expect(abs(one.volume(room) - three.volume(room)) < 1e-10 * one.volume(room))
        }
    }

    @Test func stepsAreOfSecondOrder() throws {
        func volumes(_ steps: Int) throws -> [Double] {
            let solver: CircuitSolver<Double> = try MuscleCircuit.solver(plan)
            try solver.beat(steps: steps)
            return solver.state.volumes
        }
        let exact = try volumes(12_800)
        let errors = try [200, 400, 800].map { steps in
            zip(try volumes(steps), exact).map { abs($0 - $1) }.max() ?? 0
        }
        for (coarse, fine) in zip(errors, errors.dropFirst()) {
            let order = log2(coarse / fine)
            #expect(abs(order - 2) < 0.2, "observed order \(order), errors \(errors) mm³")
        }
    }

    /// What the pressures do to the blood is what the fibres do, to the error of the sums.
    @Test func theWorkOfTheFibresIsThatOfThePressures() throws {
        let delayed = try CircuitPlan(
            MuscleCircuit.description(
                patches: MuscleCircuit.patches(2, delays: ["left": 60, "right": 10])))
        let solver: CircuitSolver<Double> = try MuscleCircuit.solver(delayed)
        let rooms = try ["left", "right"].map { try delayed.compartment($0) }
        let patches = try delayed.description.muscles[0].patches.map {
            (try delayed.patch($0.name).patch, $0.values["wallVolume"] ?? 0)
        }
        func moment() -> [(force: Double, place: Double)] {
            rooms.map { (solver.pressure($0), solver.volume($0)) }
                + patches.map {
                    let patch = solver.patch($0.0, of: 0)
                    return (-patch.stress * $0.1 * Units.mL, patch.strain)
                }
        }
        var last = moment()
        var (work, size) = (0.0, 0.0)
        for _ in 0..<8000 {
            try solver.step(0.1)
            let next = moment()
            for (a, b) in zip(last, next) {
                let part = 0.5 * (a.force + b.force) * (b.place - a.place)
                work += part
                size += abs(part)
            }
            last = next
        }
        #expect(abs(work) < 1e-6 * size, "\(work) of \(size) kPa·mm³ is lost")
    }

    @Test func everyLaneHasTheBitsOfItsHeartAlone() throws {
        let cycles = Double8(SIMD8(600, 700, 800, 850, 900, 1000, 1100, 1200))
        let slot = try plan.address(of: "left0.delay").slot
        let delays = Double8(SIMD8(0, 20, 40, 60, 80, 100, -20, 10))
        let hearts = try MuscleCircuit.solver(plan, cycle: cycles)
        hearts[slot] = delays
        for _ in 0..<2 { try hearts.beat(steps: 200) }
        for lane in 0..<8 {
            let heart = try MuscleCircuit.solver(plan, cycle: cycles[lane])
            heart[slot] = delays[lane]
            for _ in 0..<2 { try heart.beat(steps: 200) }
            for room in plan.compartmentNames.indices {
                #expect(hearts.volume(room)[lane] == heart.volume(room), "lane \(lane)")
            }
        }
    }

    @Test(arguments: [
        "left0.activeStress", "septum0.delay", "right0.referenceArea", "left0.passiveStress",
        "ventricles.leftContractility", "left0.seriesLength", "septum0.wallVolume",
        "ventricles.cycleShare",
    ])
    func derivativesMatchDifferences(_ name: String) throws {
        // No patch at the very onset, where its activation jumps from the last beat's to this one's.
        let plan = try CircuitPlan(
            MuscleCircuit.description(
                patches: MuscleCircuit.patches(delays: ["left": 20, "septum": 10, "right": 30])))
        let slot = try plan.address(of: name).slot
        func end(_ change: Double) throws -> [Double] {
            let solver: CircuitSolver<Double> = try MuscleCircuit.solver(plan)
            solver[slot] += change
            try solver.beat(steps: 200)
            return solver.state.volumes
        }
        let value = plan.defaultParameters[slot]
        let e = 1e-5 * max(abs(value), 1e-2)
        let duals: CircuitSolver<Dual8> = try MuscleCircuit.solver(plan)
        duals[slot].tangent[0] = 1
        try duals.beat(steps: 200)
        for (place, (above, below)) in zip(try end(e), try end(-e)).enumerated() {
            let expected = (above - below) / (2 * e)
            let found = duals.volume(place).tangent[0]
            let scale = abs(expected) + 1e-6 * duals.volume(place).value / max(abs(value), 1)
            #expect(abs(found - expected) < 1e-4 * scale, "\(name): \(found) against \(expected)")
        }
    }

    @Test func newtonsMethodKnowsTheSlopes() throws {
        let solver: CircuitSolver<Double> = try MuscleCircuit.solver(plan)
        for _ in 0..<400 { try solver.step(2) }
        let each = Double(solver.iterations) / 800
        #expect(each < 3, "\(each) iterations in a stage")
    }

    @Test func aSolverGoesOnBitForBit() throws {
        let first: CircuitSolver<Double> = try MuscleCircuit.solver(plan)
        for _ in 0..<37 { try first.step(3) }
        var words = [UInt64](repeating: 0, count: first.wordCount)
        words.withUnsafeMutableBufferPointer { first.write(to: $0.baseAddress!) }
        let second: CircuitSolver<Double> = try MuscleCircuit.solver(plan)
        words.withUnsafeBufferPointer { second.read(from: $0.baseAddress!) }
        for _ in 0..<100 {
            try first.step(3)
            try second.step(3)
        }
        #expect(first.state.volumes == second.state.volumes)
        #expect(first.state.muscles == second.state.muscles)
    }

    @Test func wallsThatCannotBalanceAreReported() throws {
        let solver: CircuitSolver<Double> = try MuscleCircuit.solver(plan)
        var state = solver.state
        state.muscles = []
        solver[try plan.address(of: "left0.wallVolume").slot] = .nan
        #expect(throws: CirculationError.wallsUnbalanced(muscle: "ventricles", time: 0)) {
            try solver.restore(state)
        }
        state.volumes[0] = .infinity
        #expect(throws: CirculationError.self) { try solver.restore(state) }
    }

    @Test func mistakesInADescriptionAreNamed() {
        var circuit = MuscleCircuit.description(patches: MuscleCircuit.patches())
        circuit.muscles[0].members = ["left"]
        #expect(
            throws: CirculationError.invalidCircuit(
                element: "ventricles",
                fault: .wrongMembers(expected: TriSeg.cavities, found: 1))
        ) { try CircuitPlan(circuit) }
        circuit = MuscleCircuit.description(patches: MuscleCircuit.patches())
        circuit.muscles[0].patches[0].wall = "lefft"
        #expect(
            throws: CirculationError.invalidCircuit(
                element: "left0", fault: .unknownName(name: "lefft", known: TriSeg.walls))
        ) { try CircuitPlan(circuit) }
        circuit.muscles[0].patches.removeFirst()
        #expect(
            throws: CirculationError.invalidCircuit(
                element: "ventricles", fault: .emptyWall(name: "left"))
        ) { try CircuitPlan(circuit) }
    }
}
