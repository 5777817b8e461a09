import Documents
import Foundation
import Testing
import Verification

import Suites

@Suite struct ShippedSuitesTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
    private static let context = SuiteContext(dataDirectory: root, version: "test")

    @Test func everyShippedSuiteCanBeRead() throws {
        let names = SuiteCatalogue.names(in: Self.root)
        #expect(
            Set(names).isSuperset(of: [
                "archetypes", "arostica2025", "cable-cv", "cath-echo", "circulation",
                "healthy-adult", "interventions", "land2015", "niederer2011", "single-cell",
            ]))
        for name in names {
            let suite = try ReferenceSuite(
                reading: try SuiteCatalogue.file(name, in: Self.root), in: Self.context)
            #expect(suite.name == name)
            #expect(suite.rows.allSatisfy { !$0.source.isEmpty })
        }
    }

    /// The suite has every row of the case, and the bands of those of the closed loop.
    @Test func interventionsAreThoseOfTheCase() throws {
        let table = try DelimitedTable(
            reading: Self.root + "/Benchmarks/suites/interventions.tsv")
        let quantity = try table.index(of: "quantity")
        let (low, high) = (try table.index(of: "low"), try table.index(of: "high"))
        for name in InterventionsCase.names {
            #expect(table.rows.contains { $0.cells[quantity].hasPrefix(name) }, "\(name)")
        }
        for trial in InterventionTrials.all {
            let row = try #require(
                table.rows.first {
                    $0.cells[quantity] == "\(trial.identifier): \(trial.archetype)"
                }, "\(trial.identifier)")
            #expect(Double(row.cells[low]) == trial.band.lowerBound, "\(trial.identifier)")
            #expect(Double(row.cells[high]) == trial.band.upperBound, "\(trial.identifier)")
        }
    }

    @Test func unknownNamesGetTheNearest() throws {
        let error = #expect(throws: SuiteError.self) {
            try SuiteCatalogue.file("land2051", in: Self.root)
        }
        #expect("\(error.map { "\($0)" } ?? "")".contains("did you mean \"land2015\"?"))
        #expect(throws: SuiteError.missingFile(path: "nowhere/x.toml")) {
            try SuiteCatalogue.file("nowhere/x.toml", in: Self.root)
        }
    }

    /// A number that fails in the quick and judged form of a circulation benchmark is seen.
    @Test func aCaseIsJudgedByTheFile() throws {
        let text = try String(
            contentsOfFile: Self.root + "/Benchmarks/suites/circulation-quick.toml",
            encoding: .utf8)
        let table = try String(
            contentsOfFile: Self.root + "/Benchmarks/suites/circulation.tsv", encoding: .utf8)
        let fixture = try SuiteFixture([
            "suite.toml": text,
            "circulation.tsv": table.replacing("136.74\t136.60326", with: "137.74\t137.60326")
                .replacing("\t136.87674", with: "\t137.87674"),
        ])
        defer { fixture.remove() }
        let outcome = try fixture.outcome()
        #expect(outcome.counts.fail == 1 && outcome.rows.first?.verdict == .fail)
        #expect(outcome.counts.pass == outcome.rows.count - 1 && outcome.reduced)
    }
}
