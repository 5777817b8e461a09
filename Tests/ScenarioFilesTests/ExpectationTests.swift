import ScenarioFiles
import Testing

@Suite struct ExpectationTests {
    private func expectation(
        _ change: ScenarioFiles.Expectation.Change, _ band: ClosedRange<Double>
    ) -> ScenarioFiles.Expectation {
        ScenarioFiles.Expectation(
            metric: "m", change: change, band: band, unit: "mL", source: "a test")
    }

    @Test func changesAreThoseOfTheirKind() {
        #expect(expectation(.relative, 0...1).observed(untreated: 80, treated: 60) == -25)
        #expect(expectation(.relative, 0...1).observed(untreated: -20, treated: -15) == 25)
        #expect(expectation(.absolute, 0...1).observed(untreated: 80, treated: 60) == -20)
        #expect(expectation(.after, 0...1).observed(untreated: 80, treated: 60) == 60)
    }

    @Test(arguments: [
        (
            ScenarioFiles.Expectation.Change.relative, -40.0, -10.0, 60.0,
            ScenarioFiles.Expectation.Verdict.inside
        ),
        (.relative, -20, -10, 60, .outside), (.relative, 10, 20, 60, .wrongDirection),
        (.relative, -10, 10, 60, .outside), (.relative, -40, -10, 80, .outside),
        (.absolute, 10, 30, 60, .wrongDirection), (.after, 50, 70, 60, .inside),
        (.after, 70, 90, 60, .outside),
    ])
    func verdicts(
        _ change: ScenarioFiles.Expectation.Change, _ low: Double, _ high: Double,
        _ treated: Double,
        _ expected: ScenarioFiles.Expectation.Verdict
    ) {
        let found = expectation(change, low...high).verdict(untreated: 80, treated: treated)
        #expect(found == expected)
    }

    /// Bands on one side of no change say where the number should go; numbers after it do not.
    @Test func bandsOnOneSideHaveADirection() {
        #expect(expectation(.relative, 5...20).direction == 1)
        #expect(expectation(.absolute, -9 ... -3).direction == -1)
        #expect(expectation(.absolute, -5...5).direction == nil)
        #expect(expectation(.after, 5...20).direction == nil)
    }
}
