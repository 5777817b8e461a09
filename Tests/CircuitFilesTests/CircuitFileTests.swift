import CircuitFiles
import Circuits
import Circulation
import Numerics
import Quantities
import Testing

@Suite struct CircuitFileTests {
    private static let text = """
        title = "A chamber and a vessel"
        cycle = "0.8 s"

        [[compartment]]
        name = "chamber"
        law = "linear-chamber"
        volume = "120 mL"

        [[compartment]]
        name = "vessel"
        law = "elastic-compartment"
        volume = "0.1 L"
        compliance = "1.5 mL/mm[Hg]"

        [[branch]]
        name = "there"
        law = "vessel-lumen"
        from = "chamber"
        to = "vessel"
        resistance = "0.5 mmHg.s/mL"

        [[branch]]
        name = "back"
        law = "vessel-lumen"
        from = "vessel"
        to = "chamber"
        """

    @Test func aFileIsReadWithItsUnits() throws {
        let file = try CircuitFile(parsing: Self.text, file: "two.toml")
        #expect(file.cycle == 800)
        #expect(file.volumes == ["chamber": 120_000, "vessel": 100_000])
        #expect(file.circuit.compartments[1].values["compliance"] == 1.5)
        #expect(file.circuit.branches[0].values == ["resistance": 0.5])
        let plan = try CircuitPlan(file.circuit)
        let solver = try CircuitSolver(plan, state: file.state(plan))
        try solver.settle(steps: 400)
        #expect(abs(solver.bloodVolume - 220_000) < 1e-6)
    }

    @Test func everyProblemIsNamedWithItsPlace() throws {
        let broken = Self.text.replacing("linear-chamber", with: "linaer-chamber")
            .replacing("resistance = \"0.5 mmHg.s/mL\"", with: "resistance = \"0.5 mL\"")
            .replacing("compliance = \"1.5 mL/mm[Hg]\"", with: "complianse = \"1.5 mL/mm[Hg]\"")
        let error = #expect(throws: CircuitFileError.self) {
            try CircuitFile(parsing: broken, file: "two.toml")
        }
        let problems = error?.problems ?? []
        #expect(problems.count == 3, "\(problems)")
        #expect(problems.contains { $0.contains("compartment 1") && $0.contains("linear-chamber") })
        #expect(problems.contains { $0.contains("compartment 2") && $0.contains("compliance") })
        #expect(problems.contains { $0.contains("branch 1") && $0.contains("resistance") })
    }

    @Test func endsThatAreNotThereAreNamed() {
        let broken = Self.text.replacing("to = \"chamber\"", with: "to = \"chambre\"")
        let error = #expect(throws: CircuitFileError.self) {
            try CircuitFile(parsing: broken, file: "two.toml")
        }
        #expect(error?.description.contains("did you mean \"chamber\"?") == true)
    }

    @Test func aValueOutsideItsRangeIsRefused() {
        let broken = Self.text.replacing("\"0.5 mmHg.s/mL\"", with: "\"-1 mmHg.s/mL\"")
        let error = #expect(throws: CircuitFileError.self) {
            try CircuitFile(parsing: broken, file: "two.toml")
        }
        #expect(error?.description.contains("is outside") == true)
    }

    @Test func theAdultsCircuitsSurviveWritingAndReading() throws {
        let adult = LoopParameters.healthyAdult
        for circuit in [adult.circuit, adult.circuit(.normal)] {
            let volumes = Dictionary(
                uniqueKeysWithValues: circuit.compartments.map { ($0.name, 1e5) })
            let file = CircuitFile(
                title: "A \"quoted\" title", circuit: circuit, volumes: volumes, cycle: 857.1)
            let read = try CircuitFile(parsing: file.text, file: "adult.toml")
            let (old, new) = (try CircuitPlan(circuit), try CircuitPlan(read.circuit))
            #expect(new.compartmentNames == old.compartmentNames)
            #expect(new.branchNames == old.branchNames)
            // Reading and writing change the unit of a number, to the last bits.
            for (a, b) in zip(old.defaultParameters, new.defaultParameters) {
                #expect(abs(a - b) <= 4 * abs(a).ulp, "\(a) became \(b)")
            }
            #expect(read.title == file.title)
            #expect(read.text == file.text)
        }
    }
}
