import Circuits
import Circulation
import Numerics
import Quantities
import Testing

/// What everything that can be connected to an adult's circuit promises inside it: no blood is lost, what leaves a
/// compartment arrives in another, Newton's method has the exact Jacobian.
///
/// Laws by themselves are in ``EveryCircuitLawTests``, their units in ``LawUnitsTests``; a Fontan circulation, which is a
/// file, is in `CircuitFilesTests`.
@Suite struct ConnectedCircuitTests {
    /// A circuit and the parameters of what was connected.
    struct Connected: Sendable, CustomTestStringConvertible {
        var name: String
        var circuit: CircuitDescription
        var parameters: [String]
        var testDescription: String { name }

        init(
            _ name: String, _ parameters: [String],
            _ change: (inout CircuitDescription) -> Void
        ) {
            self.name = name
            self.parameters = parameters
            circuit = LoopParameters.healthyAdult.circuit
            change(&circuit)
        }
    }

    private static let heart = ["leftVentricle", "rightVentricle", "leftAtrium", "rightAtrium"]
    private static let chest = heart + ["pulmonaryArteries", "pulmonaryVeins"]

    /// A hole between two compartments.
    private static func hole(
        _ name: String, _ from: String, _ to: String, _ area: Double
    ) -> Connected {
        Connected(
            name, ["hole.area", "hole.effectiveLength", "hole.density"]
        ) {
            $0.branches.append(
                .init("hole", OrificeShunt.self, from: from, to: to, ["area": area]))
        }
    }

    /// A rotary pump from the left ventricle to the arteries, by the curves that interventions use.
    private static func pump(_ name: String, _ curve: [String: Double]) -> Connected {
        Connected(
            name, ["pump.speed", "pump.head", "pump.resistance", "pump.inertance"]
        ) {
            $0.branches.append(
                .init(
                    "pump", RotaryPump.self, from: "leftVentricle", to: "systemicArteries", curve))
        }
    }

    /// Values of a learned right ventricle: a fifth of the elastance that the card has.
    private static let weak = Dictionary(
        uniqueKeysWithValues: LearnedVentricle.card.parameters.filter {
            LearnedVentricle.elastanceNames.contains($0.name)
        }.map { ($0.name, 0.2 * $0.defaultValue) })

    static let all: [Connected] = [
        hole("atrial septal defect", "leftAtrium", "rightAtrium", 1.5),
        // 0.75 · π/4 · (8 mm)²
        hole("interatrial device", "leftAtrium", "rightAtrium", 0.377),
        hole("ventricular septal defect", "leftVentricle", "rightVentricle", 0.3),
        hole("patent ductus arteriosus", "systemicArteries", "pulmonaryArteries", 0.1),
        pump(
            "HeartMate II",
            ["speed": 9000, "head": 1.242e-6, "speedLoss": 1.019e-3, "flowLoss": 0]),
        pump("HeartMate 3", ["speed": 5500, "head": 3.47e-6, "speedLoss": 0, "flowLoss": 1.5]),
        pump(
            "catheter pump",
            ["speed": 25_000, "head": 3.81e-7, "speedLoss": 2.99e-3, "flowLoss": 0]),
        Connected("veno-arterial ECMO", ["ecmo.flow"]) {
            $0.branches.append(
                .init(
                    "ecmo", PrescribedFlow.self, from: "rightAtrium", to: "systemicArteries",
                    ["flow": 2]))
        },
        Connected(
            "aortic balloon", ["balloon.volume", "balloon.compliance", "balloon.inflationTime"]
        ) {
            $0.enclosures.append(
                .init("balloon", BalloonPump.self, members: ["systemicArteries"], ["volume": 40]))
        },
        Connected(
            "coronaries",
            [
                "leftCoronaryWall.tissuePressure", "leftCoronaryArterioles.resistance",
                "rightCoronaryInlet.inertance", "leftCoronaryWall.compliance",
            ]
        ) { $0 = $0.withCoronaries },
        Connected(
            "pericardium",
            ["pericardium.fluidVolume", "pericardium.stiffness", "pericardium.pressureScale"]
        ) {
            $0.enclosures.append(
                .init("pericardium", Pericardium.self, members: heart, ["fluidVolume": 60]))
        },
        Connected(
            "respiration", ["thorax.mean", "thorax.amplitude", "thorax.rate"]
        ) { $0.enclosures.append(.init("thorax", IntrathoracicPressure.self, members: chest)) },
        Connected("three walls", ["ventricles.leftContractility"]) {
            $0 = LoopParameters.healthyAdult.circuit(AdultWalls.normal)
        },
        Connected("one-fibre left ventricle", ["muscle.contractility"]) { circuit in
            for (place, room) in circuit.compartments.enumerated() where room.name == heart[0] {
                circuit.compartments[place] = .init(room.name, Cavity.self)
            }
            circuit.muscles.append(
                .init(
                    "muscle", OneFibreChamber.self, members: [heart[0]],
                    patches: [
                        .init("wall", wall: "wall", ["referenceArea": 120, "wallVolume": 95])
                    ]))
        },
        Connected("learned left ventricle", ["leftVentricleWall.contractility"]) { circuit in
            let adult = LoopParameters.healthyAdult
            circuit = adult.circuit(learned: [:], right: weak, with: adult)
        },
        Connected(
            "everything at once", ["hole.area", "pump.speed", "balloon.volume", "thorax.mean"]
        ) {
            $0 = $0.withCoronaries
            $0.branches += [
                .init(
                    "hole", OrificeShunt.self, from: "leftAtrium", to: "rightAtrium", ["area": 0.5]
                ),
                .init("pump", RotaryPump.self, from: "leftVentricle", to: "systemicArteries"),
            ]
            $0.enclosures += [
                .init("balloon", BalloonPump.self, members: ["systemicArteries"], ["volume": 40]),
                .init("pericardium", Pericardium.self, members: heart),
                .init("thorax", IntrathoracicPressure.self, members: chest),
            ]
        },
    ]

    private func solver<Real: CircuitReal>(_ plan: CircuitPlan) throws -> CircuitSolver<Real> {
        let state = try LoopParameters.healthyAdult.circuitState(plan)
        return try CircuitSolver<Real>(
            plan,
            state: CircuitState(
                volumes: state.volumes.map { Real(filling: $0) },
                branchCount: state.branches.count, cycle: Real(filling: state.cycle)))
    }

    /// Mass: in all exactly, and compartment by compartment as far as flows sampled at steps can be summed.
    @Test(arguments: all) func whatLeavesACompartmentArrivesInAnother(
        _ connected: Connected
    ) throws {
        let plan = try CircuitPlan(connected.circuit)
        let solver: CircuitSolver<Double> = try solver(plan)
        let blood = solver.bloodVolume
        for _ in 0..<3 { try solver.beat(steps: 400) }
        #expect(abs(solver.bloodVolume / blood - 1) < 1e-10, "\(solver.bloodVolume / blood - 1)")
        let before = plan.compartmentNames.indices.map { solver.volume($0) }
        let beat = try solver.beat(steps: 1600)
        var gains = [Double](repeating: 0, count: before.count)
        var through = gains
        for description in connected.circuit.branches {
            let branch = beat.branches[try plan.branch(description.name)]
            let (from, to) = (
                try plan.compartment(description.from), try plan.compartment(description.to)
            )
            let net = branch.forward - branch.backward
            gains[from] -= net
            gains[to] += net
            for place in [from, to] { through[place] += branch.forward + branch.backward }
        }
        for (place, name) in plan.compartmentNames.enumerated() {
            let change = solver.volume(place) - before[place]
            #expect(
                abs(change - gains[place]) < 2e-3 * through[place] + 1,
                "\(name): \(change) mm³ by volume, \(gains[place]) by flow")
        }
    }

    /// Newton's method with another matrix than the Jacobian still ends, but slowly; one iteration in each of the two
    /// stages is usual.
    @Test(arguments: all) func newtonsMethodEndsAtOnce(_ connected: Connected) throws {
        let plan = try CircuitPlan(connected.circuit)
        let solver: CircuitSolver<Double> = try solver(plan)
        for _ in 0..<3 { try solver.beat(steps: 857) }
        let iterations = Double(solver.iterations) / Double(3 * 857)
        #expect(iterations < 3, "\(iterations) iterations in a step")
    }

    /// Jacobian: derivatives by the connected parameters are carried through every step's Newton matrix.
    @Test(arguments: all) func derivativesMatchDifferences(_ connected: Connected) throws {
        let plan = try CircuitPlan(connected.circuit)
        let dual: CircuitSolver<Dual8> = try solver(plan)
        let slots = try connected.parameters.map { try plan.address(of: $0).slot }
        for (lane, slot) in slots.enumerated() {
            var tangent = SIMD8<Double>.zero
            tangent[lane] = 1
            dual[slot] = Dual8(plan.defaultParameters[slot], tangent: tangent)
        }
        let steps = 1000
        for _ in 0..<steps { try dual.step(1) }
        func volumes(_ slot: Int, _ value: Double) throws -> [Double] {
            let solver: CircuitSolver<Double> = try solver(plan)
            solver[slot] = value
            for _ in 0..<steps { try solver.step(1) }
            return plan.compartmentNames.indices.map { solver.volume($0) }
        }
        for (lane, slot) in slots.enumerated() {
            let value = plan.defaultParameters[slot]
            #expect(value != 0, "\(connected.parameters[lane]) has no size to differ by")
            let e = 1e-4 * abs(value)
            let (above, below) = (try volumes(slot, value + e), try volumes(slot, value - e))
            var largest = 0.0
            for (place, name) in plan.compartmentNames.enumerated() {
                let observed = (above[place] - below[place]) / (2 * e)
                let exact = dual.volume(place).tangent[lane]
                largest = max(largest, abs(exact * value))
                // Steps end with the blood balanced to 1e-10, which differences see divided by e.
                #expect(
                    abs(observed - exact) < 1e-3 * abs(exact) + 1e-3 / e,
                    """
                    volume of \(name) by \(connected.parameters[lane]): differences \(observed) \
                    against \(exact)
                    """)
            }
            #expect(largest > 0.1, "\(connected.parameters[lane]) acts on no volume")
        }
    }
}
