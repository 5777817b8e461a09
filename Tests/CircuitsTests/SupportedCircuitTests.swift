import Circuits
import Circulation
import Glibc
import Numerics
import Quantities
import Testing

/// The healthy loop with a septal defect, an assist device, a pericardium and breathing.
@Suite struct SupportedCircuitTests {
    private static func plan(
        _ loop: LoopParameters, _ given: [String: [String: Double]] = [:]
    ) throws -> CircuitPlan {
        let heart = ["leftVentricle", "rightVentricle", "leftAtrium", "rightAtrium"]
        func values(_ name: String, _ own: [String: Double]) -> [String: Double] {
            own.merging(given[name] ?? [:]) { $1 }
        }
        var circuit = loop.circuit
        circuit.branches += [
            .init(
                "septalDefect", OrificeShunt.self, from: "leftAtrium", to: "rightAtrium",
                values("septalDefect", ["area": 0.5])),
            .init(
                "assist", RotaryPump.self, from: "leftVentricle", to: "systemicArteries",
                values("assist", ["speed": 8000])),
        ]
        circuit.enclosures = [
            .init("pericardium", Pericardium.self, members: heart, values("pericardium", [:])),
            .init(
                "thorax", IntrathoracicPressure.self,
                members: heart + ["pulmonaryArteries", "pulmonaryVeins"], values("thorax", [:])),
        ]
        return try CircuitPlan(circuit)
    }

    @Test func bloodIsConservedAndStepsConverge() throws {
        let loop = try LoopParameters(values: [:])
        let plan = try Self.plan(loop)
        let solver = try CircuitSolver<Double>(plan, state: loop.circuitState(plan))
        let blood = solver.bloodVolume
        let steps = 10_000
        for _ in 0..<steps { try solver.step(1) }
        let change = solver.bloodVolume / blood - 1
        #expect(abs(change) < 1e-10, "blood changed by \(change)")
        let iterations = Double(solver.iterations) / Double(steps)
        // One iteration of Newton's method in each of the two stages is usual.
        #expect(iterations < 3, "\(iterations) iterations in a step")
        let pressure = solver.pressure(try plan.compartment("systemicArteries")) / Units.mmHg
        #expect((60...160).contains(pressure), "\(pressure) mmHg in the arteries")
        let shunt = solver.flow(try plan.branch("septalDefect"))
        #expect(abs(shunt) < 200 && shunt != 0, "\(shunt) mL/s through the defect")
    }

    @Test func stepsConvergeWhateverTheSupport() throws {
        let loop = try LoopParameters(values: [:])
        var generator = SplitMix64(seed: 5)
        func number(_ range: ClosedRange<Double>) -> Double {
            range.lowerBound + (range.upperBound - range.lowerBound) * generator.nextDouble()
        }
        func scale(_ range: ClosedRange<Double>) -> Double {
            range.lowerBound * pow(range.upperBound / range.lowerBound, generator.nextDouble())
        }
        for k in 0..<60 {
            let plan = try Self.plan(
                loop,
                [
                    "septalDefect": [
                        "area": scale(1e-3...20), "effectiveLength": scale(0.05...10),
                    ],
                    "assist": [
                        "speed": number(0...20_000), "head": scale(1e-7...1e-5),
                        "flowLoss": number(0...5), "inertance": number(0...0.2),
                        "resistance": scale(1e-4...1),
                    ],
                    "pericardium": [
                        "fluidVolume": number(0...400), "stiffness": scale(1e-3...0.1),
                        "suctionLimit": number(0...5),
                    ],
                    "thorax": [
                        "mean": number(-10...10), "amplitude": number(-20...20),
                        "rate": number(0...60), "inspirationToExpiration": scale(0.1...10),
                    ],
                ])
            let solver = try CircuitSolver<Double>(plan, state: loop.circuitState(plan))
            let blood = solver.bloodVolume
            let dt = [0.5, 1, 2, 5, 10][k % 5]
            for _ in 0..<Int(3000 / dt) { try solver.step(dt) }
            let change = solver.bloodVolume / blood - 1
            #expect(abs(change) < 1e-12, "blood changed by \(change)")
        }
    }

    @Test func eightEqualHeartsHaveTheBitsOfOne() throws {
        let loop = try LoopParameters(values: [:])
        let plan = try Self.plan(loop)
        let state = try loop.circuitState(plan)
        let one = try CircuitSolver<Double>(plan, state: state)
        let eight = try CircuitSolver<Double8>(plan, state: state.filling())
        for _ in 0..<1500 {
            try one.step(1)
            try eight.step(1)
        }
        for place in plan.compartmentNames.indices {
            for lane in 0..<8 {
                #expect(
                    eight.volume(place)[lane].bitPattern == one.volume(place).bitPattern,
                    "\(plan.compartmentNames[place]), lane \(lane)")
            }
        }
    }

    @Test func derivativesByTheNewParametersMatchDifferences() throws {
        let loop = try LoopParameters(values: [:])
        let plan = try Self.plan(loop)
        let state = try loop.circuitState(plan)
        let names = [
            "pericardium.fluidVolume", "pericardium.stiffness", "septalDefect.area",
            "assist.speed", "assist.head", "thorax.mean", "thorax.amplitude", "thorax.rate",
        ]
        let slots = try names.map { try plan.address(of: $0).slot }
        let dual = try CircuitSolver<Dual8>(
            plan,
            state: CircuitState(
                volumes: state.volumes.map { Dual8(filling: $0) },
                branchCount: state.branches.count, cycle: Dual8(filling: state.cycle)))
        for (lane, slot) in slots.enumerated() {
            var tangent = SIMD8<Double>.zero
            tangent[lane] = 1
            dual[slot] = Dual8(plan.defaultParameters[slot], tangent: tangent)
        }
        func run(_ slot: Int, _ value: Double) throws -> [Double] {
            let solver = try CircuitSolver<Double>(plan, state: state)
            solver[slot] = value
            for _ in 0..<1200 { try solver.step(1) }
            return plan.compartmentNames.indices.map { solver.volume($0) }
        }
        for _ in 0..<1200 { try dual.step(1) }
        for (lane, slot) in slots.enumerated() {
            let value = plan.defaultParameters[slot]
            let e = 1e-4 * abs(value)
            let (above, below) = (try run(slot, value + e), try run(slot, value - e))
            for place in plan.compartmentNames.indices {
                let observed = (above[place] - below[place]) / (2 * e)
                let exact = dual.volume(place).tangent[lane]
                // Steps end with the blood balanced to 1e-10, which differences see divided by e.
                #expect(
                    abs(observed - exact) < 1e-4 * abs(exact) + 1e-3 / e,
                    """
                    volume of \(plan.compartmentNames[place]) by \(names[lane]): differences \
                    \(observed) against \(exact)
                    """)
            }
        }
    }
}
