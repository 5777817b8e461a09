import Electrophysiology
import HeartModel
import Scenarios
import Testing

@Suite struct DoseCourseTests {
    private func course(_ text: String) throws -> DoseCourse? {
        try InterventionCall(parsing: text).course
    }

    @Test func onsetAndRamp() throws {
        let course = try #require(
            try course("haemorrhage(volume=500 mL, onset=20 s, ramp=10 s)"))
        let shares = [0, 19_999, 20_000, 25_000, 30_000, 1e6].map { course.share(at: $0) }
        #expect(shares == [0, 0, 0, 0.5, 1, 1])
        #expect(try self.course("haemorrhage") == nil)
    }

    @Test func anOnsetAloneIsAStep() throws {
        let course = try #require(try course("haemorrhage(onset=5 s)"))
        #expect([0, 4999.9, 5000, 6000].map { course.share(at: $0) } == [0, 0, 1, 1])
    }

    @Test func aCurveLiesOnItsPoints() throws {
        let course = try #require(
            try course("nitroprusside(curve=\"10 s: 0.5; 20 s: 1; 40 s: 0\")"))
        let shares = [0, 10_000, 15_000, 30_000, 40_000, 50_000].map { course.share(at: $0) }
        #expect(shares == [0, 0.5, 0.75, 0.5, 0, 0])
    }

    @Test(arguments: [
        ("haemorrhage(onset=5)", "no unit"), ("haemorrhage(ramp=-1 s)", "outside"),
        ("haemorrhage(onset=2 h)", "outside"), ("haemorrhage(curve=\"0 s: 2\")", "no share"),
        ("haemorrhage(curve=\"5 s: 0; 5 s: 1\")", "must rise"),
        ("haemorrhage(curve=\"0 s\")", "time: share"),
        ("haemorrhage(curve=\"0 s: 1\", ramp=1 s)", "leave those out"),
    ])
    func saysWhatIsWrong(_ text: String, _ expected: String) throws {
        let call = try InterventionCall(parsing: text)
        let error = #expect(throws: ScenarioError.self) { _ = try call.intervention() }
        let message = error.map { "\($0)" } ?? ""
        #expect(message.contains(expected), "\(message)")
    }

    @Test(arguments: [
        ("lvad(onset=5 s)", "connected"), ("crt(ramp=5 s)", "starts a beat"),
        ("rate(rate=80 1/min, ramp=5 s)", "heart rate"), ("beta-blockade(ramp=5 s)", "nerves"),
    ])
    func whatActsAtOnceHasNoCourse(_ text: String, _ expected: String) throws {
        let scenario = Scenario(
            name: "test", interventions: [try InterventionCall(parsing: text)])
        var heart = TreatedHeart(
            parameters: HeartParameters(), activation: ActivationProtocols.normal)
        let error = #expect(throws: ScenarioError.self) { try scenario.apply(to: &heart) }
        #expect(error.map { "\($0)" }?.contains(expected) == true)
        #expect(heart.steps.isEmpty)
    }

    @Test func theThreeDimensionalHeartHasNoTime() throws {
        let call = try InterventionCall(parsing: "haemorrhage(onset=1 s)")
        #expect(
            try Scenario(name: "test", interventions: [call]).loopOnly() == ["haemorrhage"])
    }
}
