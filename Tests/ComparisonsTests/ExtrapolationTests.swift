import Comparisons
import ScenarioFiles
import Scenarios
import Testing

@Suite struct ExtrapolationTests {
    private func warnings(
        _ call: String, _ numbers: [String: Double], _ unit: String = "mmHg",
        _ expectations: [ScenarioFiles.Expectation] = []
    ) throws -> [String] {
        Extrapolation([try InterventionCall(parsing: call)]) { identifier in
            numbers[identifier].map {
                Extrapolation.Number(name: identifier, value: $0, unit: unit)
            }
        }.warnings(expectations)
    }

    /// Up to the highest dose in patients nothing is said, above it the dose, the range and the patients are.
    @Test func dosesAboveThoseStudiedAreNamed() throws {
        #expect(try warnings("dobutamine(dose=12.5 ug/kg/min)", [:]).isEmpty)
        let found = try warnings("dobutamine(dose=15 ug/kg/min)", [:])
        #expect(found.count == 1)
        #expect(found[0].contains("dose is 15 ug/kg/min, 0 to 12.5 ug/kg/min in patients"))
        // Doses in other units, and the default where none is given.
        #expect(try warnings("va-ecmo(flow=4.5 L/min)", [:]).count == 1)
        #expect(try warnings("va-ecmo(flow=75 mL/s)", [:]).count == 1)
        #expect(try warnings("va-ecmo", [:]).isEmpty)
    }

    /// What was studied with one fluid says nothing of another.
    @Test func wordsChooseTheStudy() throws {
        #expect(try warnings("volume-loading(volume=1 L, fluid=dextran-40)", [:]).count == 1)
        #expect(try warnings("volume-loading(volume=1 L, fluid=saline)", [:]).isEmpty)
        #expect(try warnings("volume-loading(volume=2.5 L, fluid=saline)", [:]).count == 1)
        #expect(try warnings("volume-loading(volume=2.5 L, fluid=blood)", [:]).isEmpty)
    }

    @Test(arguments: [(19.0, 0), (9.6, 0), (9.4, 1), (28.4, 0), (28.6, 1), (.nan, 1)])
    func patientsUnlikeThoseStudiedAreNamed(_ pressure: Double, _ count: Int) throws {
        let found = try warnings("dobutamine", ["lvEDPMmHg": pressure])
        #expect(found.count == count)
        #expect(found.allSatisfy { $0.contains("19 mmHg in the patients") })
    }

    /// The example with what was given and to whom.
    private func scenario(_ volume: String, _ more: String) throws -> ScenarioFile {
        try ScenarioFile(
            parsing: """
                name = "loss"
                [[intervention]]
                name = "haemorrhage"
                volume = "\(volume)"
                [[expect]]
                metric = "aorticMeanMmHg"
                change = "relative"
                low = "-60 %"
                high = "-2 %"
                source = "a test"
                \(more)
                """, file: "loss.toml")
    }

    @Test func expectationsSayWhomTheyAreFrom() throws {
        let file = try scenario(
            "1 L",
            """
            dose = "haemorrhage.volume"
            dose-low = "0.3 L"
            dose-high = "600 mL"
            baseline-low = "10 kPa"
            baseline-high = "14 kPa"
            """)
        #expect(
            file.expectations[0].dose == StudiedDose("haemorrhage", "volume", 300...600))
        let call = "haemorrhage(volume=1 L)"
        let found = try warnings(call, ["aorticMeanMmHg": 60], "mmHg", file.expectations)
        #expect(found.count == 2)
        #expect(found[0].contains("volume is 1000 mL, 300 to 600 mL in those of a test"))
        #expect(found[1].contains("is 7.999 kPa before treatment, 10 to 14 kPa"))
        #expect(
            try warnings(
                "haemorrhage(volume=500 mL)", ["aorticMeanMmHg": 90], "mmHg", file.expectations
            ).isEmpty)
    }

    @Test(arguments: [
        ("dose = \"haemorrhage.volum\"\ndose-low = \"1 mL\"\ndose-high = \"2 mL\"", "volume"),
        ("dose = \"haemorrhage.volume\"\ndose-low = \"3 mL\"\ndose-high = \"2 mL\"", "is above"),
        ("dose = \"haemorrhage.volume\"\ndose-low = \"3 mmHg\"\ndose-high = \"9 mL\"", "dose-low"),
        ("dose-low = \"3 mL\"\ndose-high = \"2 mL\"", "dose"),
        ("baseline-low = \"3 mmHg\"", "baseline-high"),
        ("baseline-high = \"3 mmHg\"", "baseline-low"),
        ("baseline-low = \"3 mmHg\"\nbaseline-high = \"9 mL\"", "baseline-high"),
    ])
    func halfSaidIsRefused(_ text: String, _ named: String) throws {
        let error = #expect(throws: (any Error).self) { try scenario("1 L", text) }
        #expect(error.map { "\($0)" }?.contains(named) == true)
    }
}
