import Circuits
import Circulation
import Foundation
import Numerics
import Testing

@Suite struct OneFibreChamberTests {
    private static func circuit(_ patches: Int) -> CircuitDescription {
        CircuitDescription(
            compartments: [
                .init("chamber", Cavity.self),
                .init("vessel", ElasticCompartment.self, ["compliance": 2]),
            ],
            branches: [
                .init("tube", VesselLumen.self, from: "chamber", to: "vessel", ["resistance": 0.2])
            ],
            muscles: [
                .init(
                    "muscle", OneFibreChamber.self, members: ["chamber"],
                    patches: (0..<patches).map {
                        .init(
                            "patch\($0)", wall: "wall",
                            [
                                "referenceArea": 120 / Double(patches),
                                "wallVolume": 90 / Double(patches),
                            ])
                    })
            ])
    }

    private func solver(_ patches: Int) throws -> CircuitSolver<Double> {
        let plan = try CircuitPlan(Self.circuit(patches))
        return try CircuitSolver(
            plan, state: CircuitState(volumes: [120e3, 1e5], branchCount: 1, cycle: 800))
    }

    /// Laplace's law: p = 2·T/r with the tension of the fibres on the midwall's sphere.
    @Test func thePressureIsThatOfTheTensionInASphere() throws {
        let solver = try solver(1)
        for _ in 0..<100 {
            try solver.step(2)
            let patch = solver.patch(0, of: 0)
            let radius = pow(0.75 / .pi * (solver.volume(0) + 45e3), 1.0 / 3)
            let tension = patch.stress * 90e3 / (2 * 4 * .pi * radius * radius)
            let pressure = 2 * tension / radius
            #expect(abs(solver.pressure(0) - pressure) < 1e-9 * (abs(pressure) + 1e-3))
        }
        #expect(solver.pressure(0) > 3, "no contraction")
    }

    @Test func equalPatchesAreOnePatch() throws {
        let (one, four) = (try solver(1), try solver(4))
        for _ in 0..<150 {
            try one.step(2)
            try four.step(2)
        }
        #expect(abs(one.volume(0) - four.volume(0)) < 1e-9 * one.volume(0))
    }

    /// The later half is stretched by the earlier one before it shortens.
    @Test func aLatePatchIsStretchedByAnEarlyOne() throws {
        var circuit = Self.circuit(2)
        circuit.muscles[0].patches[1].values["delay"] = 80
        let plan = try CircuitPlan(circuit)
        let solver = try CircuitSolver<Double>(
            plan, state: CircuitState(volumes: [120e3, 1e5], branchCount: 1, cycle: 800))
        let rest = (0..<2).map { solver.patch($0, of: 0).strain }
        for _ in 0..<35 { try solver.step(2) }
        let (early, late) = (solver.patch(0, of: 0).strain, solver.patch(1, of: 0).strain)
        #expect(
            early < rest[0] - 0.02 && late > rest[1] + 0.02, "\(early - rest[0]), \(late - rest[1])"
        )
    }
}
