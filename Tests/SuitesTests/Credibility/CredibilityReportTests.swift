import Foundation
import Testing
import Verification

import Suites

@Suite struct CredibilityReportTests {
    private func result(
        _ name: String, _ verdicts: [Verdict], domain: [ValidatedPopulation] = []
    ) throws -> StoredResult {
        // As a suite would leave it.
        let rows = verdicts.enumerated().map { place, verdict in
            """
            {"name": "number \(place), change of the last beat", "observed": 1, "unit": "1",
             "verdict": "\(verdict.rawValue)"}
            """
        }.joined(separator: ",")
        let text = """
            {"format": 1, "kind": "suite", "name": "\(name)", "summary": "s", "source": "made up",
             "quick": \(name.hasSuffix("-quick")), "version": "1", "date": "2026-01-01",
             "passed": \(!verdicts.contains(.fail)), "numbers": [\(rows)], "domain": [], "inputs": []}
            """
        var result = try JSONDecoder().decode(StoredResult.self, from: Data(text.utf8))
        result.domain = domain
        return result
    }

    private func factor(_ identifier: String, _ results: [StoredResult]) throws
        -> CredibilityReport.Factor
    {
        let report = try CredibilityReport(
            context: ContextOfUse(), results: results, patient: nil)
        return try #require(report.factors.first { $0.identifier == identifier })
    }

    @Test func withoutResultsEverythingIsAGap() throws {
        let report = try CredibilityReport(context: ContextOfUse(), results: [], patient: nil)
        #expect(report.factors.count == 13)
        #expect(report.factors.allSatisfy { $0.achieved == 0 && !$0.gaps.isEmpty && $0.goal == 3 })
        #expect(report.met == 0 && report.limits.count == 3)
        #expect(CredibilityPage(report).html.contains("0 of 13 goals are met"))
    }

    @Test func gradationFollowsTheStoredNumbers() throws {
        #expect(try factor("model-inputs", [result("calibration-truth", [.pass])]).achieved == 3)
        #expect(
            try factor("model-inputs", [result("calibration-truth", [.pass, .warn])]).achieved == 2)
        let failed = try factor(
            "model-inputs", [result("calibration-truth", [.pass, .fail])])
        #expect(failed.achieved == 1 && failed.finding.contains("1 of 2 judged numbers pass"))
        let quick = try factor("equivalence-of-inputs", [result("archetypes-quick", [.pass])])
        #expect(quick.achieved == 2 && quick.gaps == ["archetypes was run in a reduced form only"])
        // One of three wanted results is less than half.
        let few = try factor("output-comparison", [result("healthy-adult", [.pass])])
        #expect(few.achieved == 1 && few.gaps.count == 2)
        // A number that is only shown is no evidence.
        #expect(try factor("model-inputs", [result("calibration-truth", [.info])]).achieved == 0)
    }

    @Test func whatWasAskedOfTheNumbersStandsOnTheFirstPage() throws {
        // Names as cases leave them: "number 0, change of the last beat".
        let results = [
            try result("circulation-quick", [.pass, .fail, .info]),
            try result("archetypes", [.warn]),
        ]
        let report = try CredibilityReport(
            context: ContextOfUse(), results: results, patient: nil)
        // Passed, in doubt, failed.
        let topics = Dictionary(
            uniqueKeysWithValues: report.topics.map {
                ($0.title, [$0.counts.passed, $0.counts.warned, $0.counts.failed])
            })
        #expect(topics.count == 8)
        #expect(topics["Benchmarks"] == [1, 0, 1])
        // Only judged numbers, of every result.
        #expect(topics["Beats"] == [1, 1, 1])
        #expect(topics["Orders of convergence"] == [0, 0, 0])
        // Nobody was compared with.
        #expect(topics["Comparators, by their intervals"] == [0, 0, 0])
        let html = CredibilityPage(report).html
        let first = try #require(html.components(separatedBy: "Evidence by factor").first)
        for words in [
            "Question of interest", "Context of use", "Model risk", "Code verification",
            "Orders of convergence", "Benchmarks", "Conservation", "Calculation verification",
            "Mesh", "Time step", "Beats", "Validation", "Comparators", "Uncertainty",
            "validated domain", "Limits", "gap: no stored number",
        ] {
            #expect(first.contains(words), "the first page does not name \(words)")
        }
        #expect(report.text.contains("Code verification: benchmarks: 1 of 2 numbers pass, 1 fail"))
    }

    @Test func theContextSetsGoalsAndOnlyPeopleGradeWhatTheyMust() throws {
        let fixture = try SuiteFixture([
            "a.toml": ContextOfUse.template,
            "b.toml": "[factors.numerical-code]\ngrade = 3\nstatement = \"trust me\"\n",
            "c.toml": "[risk]\ninfluence = \"hihg\"\n",
            "d.toml": "[factors.use-eror]\ngrade = 1\n",
        ])
        defer { fixture.remove() }
        let context = try ContextOfUse(reading: fixture.folder + "/a.toml")
        #expect(context.risk == .low)
        let report = try CredibilityReport(context: context, results: [], patient: nil)
        #expect(report.factors.allSatisfy { $0.goal == 1 })
        #expect(report.factors.filter(\.isStated).map(\.identifier) == ["use-error", "model-form"])
        for (name, words) in [
            ("b", "cannot be stated"), ("c", "did you mean \"high\"?"),
            ("d", "did you mean \"use-error\"?"),
        ] {
            let error = #expect(throws: (any Error).self) {
                try ContextOfUse(reading: "\(fixture.folder)/\(name).toml")
            }
            #expect("\(error.map { "\($0)" } ?? "")".contains(words), "\(name)")
        }
    }

    @Test func storedResultsComeBackAndDamagedOnesAreNamed() throws {
        let fixture = try SuiteFixture([:])
        defer { fixture.remove() }
        let store = ResultsStore(fixture.folder + "/results")
        #expect(throws: SuiteError.missingFile(path: store.folder)) { try store.all() }
        let kept = try result("archetypes", [.pass])
        let path = try store.keep(kept)
        #expect(try store.all().map(\.key) == ["suite-archetypes"])
        try "{}".write(toFile: path, atomically: true, encoding: .utf8)
        let error = #expect(throws: SuiteError.self) { try store.all() }
        #expect("\(error.map { "\($0)" } ?? "")".contains("suite-archetypes.json"))
    }
}
