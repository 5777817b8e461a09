import Documents
import ScenarioFiles
import Scenarios
import Testing

@Suite struct ScenarioFileTests {
    @Test func theSchemasExampleIsAScenario() throws {
        let file = try ScenarioFile(parsing: ScenarioSchema.example, file: "example.toml")
        #expect(file.interventions.map(\.description) == ["haemorrhage(volume=500 mL)"])
        let expectation = try #require(file.expectations.first)
        #expect(expectation.metric == "lvSVML")
        #expect(expectation.band == -60 ... -2)
        #expect(expectation.unit == "%")
        #expect(
            file.treatments.map { $0.interventions.map(\.description) } == [
                ["haemorrhage(volume=250 mL)"], ["haemorrhage(volume=500 mL)"],
                ["haemorrhage(volume=1000 mL)"],
            ])
    }

    @Test func aSweepMayBeARangeAndLeavesOtherInterventionsAlone() throws {
        let file = try ScenarioFile(
            parsing: """
                name = "x"
                [[intervention]]
                name = "leg-raise"
                [[intervention]]
                name = "dobutamine"
                [sweep]
                argument = "dobutamine.dose"
                from = "0 ug/kg/min"
                to = "10 ug/kg/min"
                count = 3
                """, file: "s.toml")
        #expect(
            file.treatments.map { $0.interventions.map(\.description) } == [
                ["leg-raise", "dobutamine(dose=0 ug/kg/min)"],
                ["leg-raise", "dobutamine(dose=5 ug/kg/min)"],
                ["leg-raise", "dobutamine(dose=10 ug/kg/min)"],
            ])
    }

    /// Every value with every other one, the last argument fastest.
    @Test func aGridSweepsSeveralArguments() throws {
        let file = try ScenarioFile(
            parsing: Self.twice(
                """
                [sweep]
                [[sweep.over]]
                argument = "dobutamine.dose"
                values = ["2 ug/kg/min", "4 ug/kg/min"]
                [[sweep.over]]
                argument = "haemorrhage.volume"
                from = "100 mL"
                to = "300 mL"
                count = 3
                """), file: "s.toml")
        let doses = file.treatments.map { $0.interventions.map(\.description) }
        #expect(doses.count == 6)
        #expect(doses[1] == ["haemorrhage(volume=200 mL)", "dobutamine(dose=2 ug/kg/min)"])
        #expect(doses[3] == ["haemorrhage(volume=100 mL)", "dobutamine(dose=4 ug/kg/min)"])
        #expect(
            file.treatments[5].name == "x, dobutamine.dose 4 ug/kg/min, haemorrhage.volume 300 mL")
    }

    /// Each argument has one value in each tenth of its range; the same seed gives the same treatments.
    @Test func aLatinHypercubeCoversEveryRange() throws {
        func volumes(_ seed: Int) throws -> [[Double]] {
            let file = try ScenarioFile(
                parsing: Self.twice(
                    """
                    [sweep]
                    design = "latin-hypercube"
                    count = 10
                    seed = \(seed)
                    [[sweep.over]]
                    argument = "haemorrhage.volume"
                    from = "0 mL"
                    to = "1000 mL"
                    [[sweep.over]]
                    argument = "dobutamine.dose"
                    from = "0 ug/kg/min"
                    to = "10 ug/kg/min"
                    """), file: "s.toml")
            let points = try #require(file.sweep).points
            return (0..<2).map { place in
                points.compactMap { Double($0[place].split(separator: " ")[0]) }
            }
        }
        let (first, second) = (try volumes(1), try volumes(2))
        #expect(first[0].map { Int($0 / 100) }.sorted() == Array(0..<10))
        #expect(first[1].map { Int($0) }.sorted() == Array(0..<10))
        #expect(try volumes(1) == first)
        #expect(first != second)
    }

    private static func twice(_ sweep: String) -> String {
        """
        name = "x"
        [[intervention]]
        name = "haemorrhage"
        [[intervention]]
        name = "dobutamine"
        \(sweep)
        """
    }

    @Test(arguments: [
        ("name = ", "s.toml:1:"),
        ("name = \"x\"", "s.toml: intervention is missing: a scenario needs at least one"),
        ("nam = \"x\"", "s.toml: nothing is called \"nam\"; did you mean \"name\"?"),
        (
            "name = \"x\"\n[[intervention]]\nname = \"haemorrhage\"\nvolume = 500",
            "s.toml: intervention 1: haemorrhage cannot be done: haemorrhage: volume: \"500\" has no unit"
        ),
        (
            "name = \"x\"\n[[intervention]]\nname = \"rv-pacing\"\n[[intervention]]\nvolume = \"1 L\"",
            "s.toml: intervention 2: name is missing"
        ),
        (
            "name = \"x\"\nintervention = \"rv-pacing\"",
            "s.toml: intervention must be tables, each headed [[intervention]]"
        ),
        (
            sweeping("argument = \"haemorrhage.volumes\"\nvalues = [\"1 L\", \"2 L\"]"),
            "s.toml: sweep: argument = \"haemorrhage.volumes\" is no argument of the interventions; did you "
                + "mean \"haemorrhage.volume\"?"
        ),
        (
            sweeping("argument = \"haemorrhage.volume\"\nvalues = [\"1 L\"]"),
            "s.toml: sweep: values must be 2 to 1000"
        ),
        (
            sweeping("argument = \"haemorrhage.volume\"\nvalues = [\"1 mL\", \"1 kg\"]"),
            "s.toml: sweep: values cannot be done"
        ),
        (
            sweeping("argument = \"haemorrhage.volume\"\nfrom = \"1 mL\"\nto = \"2 mL\""),
            "s.toml: sweep: count is missing"
        ),
        (
            sweeping("design = \"grid\"\nargument = \"haemorrhage.volume\""),
            "s.toml: sweep: over is missing"
        ),
        (
            sweeping(
                "design = \"latin-cube\"\n[[sweep.over]]\nargument = \"haemorrhage.volume\""),
            "s.toml: sweep: design cannot be \"latin-cube\""
        ),
        (
            sweeping(
                "design = \"latin-hypercube\"\n[[sweep.over]]\nargument = \"haemorrhage.volume\"\n"
                    + "from = \"1 mL\"\nto = \"2 mL\""),
            "s.toml: sweep: count is missing: how many treatments to draw"
        ),
        (
            sweeping(
                "[[sweep.over]]\nargument = \"haemorrhage.volume\"\nvalues = [\"1 mL\", \"2 mL\"]\n"
                    + "[[sweep.over]]\nargument = \"haemorrhage.volume\"\nvalues = [\"1 mL\", \"2 mL\"]"
            ), "s.toml: sweep: over names haemorrhage.volume twice"
        ),
        (
            sweeping("[[sweep.over]]\nargument = \"haemorrhage.volum\"\nvalues = [\"1 mL\"]"),
            "s.toml: sweep: over 1: argument = \"haemorrhage.volum\" is no argument"
        ),
        (expecting(change: "relativ"), "s.toml: expect 1: change cannot be \"relativ\""),
        (expecting(low: "5 %", high: "-5 %"), "expect 1: low = 5.0 % is above high, -5 %"),
        (expecting(low: "5 mL"), "s.toml: expect 1: low = "),
        (expecting(change: "absolute", low: "1 mL", high: "2 mmHg"), "expect 1: high = "),
    ])
    func saysWhereWhatIsWrong(_ text: String, _ expected: String) {
        let error = #expect(throws: DocumentError.self) {
            _ = try ScenarioFile(parsing: text, file: "s.toml")
        }
        let message = error.map { "\($0)" } ?? ""
        #expect(message.contains(expected), "\(message)")
    }

    private static func sweeping(_ sweep: String) -> String {
        "name = \"x\"\n[[intervention]]\nname = \"haemorrhage\"\nvolume = \"1 L\"\n[sweep]\n"
            + sweep
    }

    private static func expecting(
        change: String = "relative", low: String = "-10 %", high: String = "10 %"
    ) -> String {
        """
        name = "x"
        [[intervention]]
        name = "rv-pacing"
        [[expect]]
        metric = "lvSVML"
        change = "\(change)"
        low = "\(low)"
        high = "\(high)"
        source = "a test"
        """
    }

    @Test func aMissingFileIsNamed() {
        #expect(throws: DocumentError.unreadable(file: "/nowhere/s.toml")) {
            try ScenarioFile(reading: "/nowhere/s.toml")
        }
    }
}
