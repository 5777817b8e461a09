import Comparisons
import HeartModel
import LoopLevel
import Quantities
import ScenarioFiles
import Scenarios
import Testing

/// Expectations judged on a bled healthy adult.
@Suite struct ExpectationJudgementTests {
    private func comparedReport() throws -> LoopReport.Document {
        let untreated = HeartParameters()
        var treated = untreated
        try treated.set(
            "circulation.bloodVolume", untreated.value("circulation.bloodVolume") - 500)
        let response = try LoopResponse(
            of: LoopMember(untreated: untreated, treated: treated), reflex: true, duration: 20_000)
        return LoopReport(
            patient: "adult", interventions: [], baroreflex: true, activation: nil,
            response: response
        ).document
    }

    private func expectation(
        _ metric: String, _ change: ScenarioFiles.Expectation.Change, _ band: ClosedRange<Double>,
        _ unit: String
    ) -> ScenarioFiles.Expectation {
        ScenarioFiles.Expectation(
            metric: metric, change: change, band: band, unit: unit, source: "a test")
    }

    @Test func bandsMayHaveOtherUnits() throws {
        let document = try comparedReport()
        let row = try #require(document.metrics.first { $0.id == "aorticMeanMmHg" })
        let change = try #require(row.change)
        let judgement = try ExpectationJudgement(
            expectation("aorticMeanMmHg", .absolute, -5 ... -0.1, "kPa"), document, nil)
        #expect(abs(judgement.observed - change * Units.mmHg) < 1e-9)
        #expect(judgement.verdict == .inside)
        let opposite = try ExpectationJudgement(
            expectation("aorticMeanMmHg", .absolute, 1...5, "mmHg"), document, nil)
        #expect(opposite.verdict == .wrongDirection)
    }

    @Test func unknownNumbersAndUnitsAreNamed() throws {
        let document = try comparedReport()
        let unknown = #expect(throws: ComparisonError.self) {
            try ExpectationJudgement(expectation("lvSV", .relative, 0...1, "%"), document, nil)
        }
        #expect("\(unknown.map { "\($0)" } ?? "")".contains("did you mean \"lvSVML\"?"))
        #expect(throws: ComparisonError.self) {
            try ExpectationJudgement(expectation("lvSVML", .absolute, 0...1, "mmHg"), document, nil)
        }
    }
}
