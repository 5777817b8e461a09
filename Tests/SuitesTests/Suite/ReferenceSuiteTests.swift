import Foundation
import FoundationXML
import Testing

import Suites

@Suite struct ReferenceSuiteTests {
    private static let table = "id,edv [mL],ef\na,120,55\nb,140,60\n"

    private func fixture(_ rows: String, _ more: [String: String] = [:]) throws -> SuiteFixture {
        try SuiteFixture(
            more.merging(
                ["mine.csv": Self.table, "suite.toml": SuiteFixture.head + rows],
                uniquingKeysWith: { a, _ in a }))
    }

    @Test func everyProblemIsListedAtOnce() throws {
        let fixture = try fixture(
            """
            [[rows]]
            quantity = "edv"
            population = "mine"
            kind = "rnge"
            [[rows]]
            quantity = "edv"
            population = "mein"
            kind = "range"
            low = 100
            [[rows]]
            quantity = "edv"
            population = "mien"
            kind = "range"
            low = "100 mL"
            hihg = "200 mL"
            [[rows]]
            quantity = "edv"
            population = "mien"
            kind = "range"
            target = "100 mL"
            sd = "5 mmHg"
            [[rows]]
            quantity = "edv"
            population = "mien"
            kind = "direction"
            direction = "up"
            [[rows]]
            quantity = "edv"
            population = "mien"
            kind = "range"
            low = "100 mL"
            """)
        defer { fixture.remove() }
        let error = #expect(throws: SuiteError.self) { try fixture.read() }
        guard case .unusable(_, let problems) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        let expected = [
            "rows 1: kind cannot be \"rnge\"; did you mean \"range\"?",
            "rows 2: low = \"100\" has no unit",
            "rows 3: nothing is called \"hihg\"; did you mean \"high\"?",
            "rows 4: sd = \"mmHg\" measures a pressure, expected a volume",
            "rows 5: direction cannot be \"up\"; known: rises, falls",
            "rows 6: population \"mien\" is not described; did you mean \"mine\"?",
        ]
        #expect(problems.count == expected.count, "\(problems)")
        for (problem, words) in zip(problems, expected) {
            #expect(problem.contains(words), "\(problem)")
        }
    }

    @Test func unknownQuantitiesAndMissingUnitsAreListed() throws {
        let fixture = try fixture(
            """
            [[rows]]
            quantity = "edw"
            population = "mine"
            kind = "range"
            low = "100 mL"
            [[rows]]
            quantity = "ef"
            population = "mine"
            kind = "range"
            low = "50 %"
            [[rows]]
            id = "wrong dimension"
            quantity = "edv"
            population = "mine"
            kind = "range"
            low = "50 mmHg"
            """)
        defer { fixture.remove() }
        let error = #expect(throws: SuiteError.self) { try fixture.outcome() }
        let text = "\(error.map { "\($0)" } ?? "")"
        #expect(text.contains("3 problems"), "\(text)")
        #expect(text.contains("no quantity \"edw\"; did you mean \"edv\"?"))
        #expect(text.contains("\"ef\" of mine has no unit"))
        #expect(text.contains("measures a pressure, expected a volume"))
    }

    @Test func rowsFromATableMeanTheSame() throws {
        let fixture = try fixture(
            "",
            [
                "rows.tsv":
                    "quantity\tpopulation\tkind\tunit\tlow\thigh\tweight\nedv\tmine\trange\tmL\t100\t125\t3\n"
                    + "edv\tmine\trange\tL\t0.1\t0.15\t\n",
                "table.toml": SuiteFixture.head.replacing(
                    "source = \"made up\"", with: "source = \"made up\"\nrows = \"rows.tsv\""),
                "ids.csv":
                    "id,quantity,population,kind,low [mL],source\none,edv,anybody,range,100,made up\n",
            ])
        defer { fixture.remove() }
        let error = #expect(throws: SuiteError.self) { try fixture.read("table.toml") }
        #expect("\(error.map { "\($0)" } ?? "")".contains("give it an id"))
        let alone = "\(fixture.folder)/ids.csv"
        var context = fixture.context
        context.tables = ["anybody": fixture.folder + "/mine.csv"]
        let suite = try ReferenceSuite(reading: alone, in: context)
        let outcome = try SuiteRun(suite, in: context).outcome
        #expect(outcome.passed && outcome.rows.map(\.id) == ["one"])
        #expect(outcome.rows[0].observed == 130)
    }

    @Test func scoreIsWeightedAndShownRowsDoNotCount() throws {
        let fixture = try fixture(
            """
            [[rows]]
            id = "right"
            quantity = "edv"
            population = "mine"
            kind = "range"
            low = "100 mL"
            weight = 3
            [[rows]]
            id = "doubtful"
            quantity = "edv"
            population = "mine"
            kind = "range"
            high = "128 mL"
            margin = "5 mL"
            [[rows]]
            id = "wrong"
            quantity = "edv"
            population = "mine"
            kind = "range"
            high = "50 mL"
            [[rows]]
            id = "shown"
            quantity = "edv"
            population = "mine"
            kind = "range"
            high = "50 mL"
            weight = 0
            """)
        defer { fixture.remove() }
        let outcome = try fixture.outcome()
        #expect(outcome.rows.map(\.verdict) == [.pass, .warn, .fail, .info])
        #expect(outcome.score == 3.5 / 5)
        #expect(!outcome.passed)
        #expect(outcome.inputs.count == 2)
        #expect(outcome.inputs.allSatisfy { $0.sha256.count == 64 })
        #expect(outcome.version == "1.2.3")
    }

    @Test func junitEscapesAndCounts() throws {
        let fixture = try fixture(
            """
            [[rows]]
            id = "a < b & \\"c\\""
            quantity = "edv"
            population = "mine"
            kind = "range"
            high = "50 mL"
            """)
        defer { fixture.remove() }
        let outcome = try fixture.outcome()
        let document = try XMLDocumentReader(JUnitXML.text(outcome))
        #expect(document.attributes["testsuite"]?["failures"] == "1")
        #expect(document.attributes["testcase"]?["name"] == "a < b & \"c\"")
        #expect(RowsCSV.text(outcome).split(separator: "\n").count == 2)
        #expect(SuitePage(outcome).html.contains("1 of 1 judged rows fail"))
    }

    @Test func theBaselineSaysWhatMoved() throws {
        func outcome(_ edv: String) throws -> SuiteOutcome {
            let fixture = try SuiteFixture([
                "mine.csv": "id,edv [mL],esv [mL]\na,\(edv),50\n",
                "suite.toml": SuiteFixture.head
                    + ["edv", "esv"].map {
                        "[[rows]]\nquantity = \"\($0)\"\npopulation = \"mine\"\nkind = \"range\"\nlow = \"10 mL\"\n"
                    }.joined(),
            ])
            defer { fixture.remove() }
            return try fixture.outcome()
        }
        var baseline = Baseline(version: "1", suites: ["suite"])
        let first = try outcome("120")
        var comparison = BaselineComparison(from: baseline, to: "2")
        comparison.add(first, against: baseline)
        #expect(comparison.entries.map(\.state) == [.new, .new] && comparison.passed)
        baseline.take(first)
        func compare(_ edv: String) throws -> BaselineComparison {
            var comparison = BaselineComparison(from: baseline, to: "2")
            comparison.add(try outcome(edv), against: baseline)
            return comparison
        }
        #expect(try compare("120").entries.map(\.state) == [.unchanged, .unchanged])
        #expect(try compare("120.01").passed)
        let moved = try compare("120.02")
        #expect(moved.entries.map(\.state) == [.moved, .unchanged] && !moved.passed)
        #expect(moved.text.contains("MOVED  suite: mine: edv: 120 to 120.02 mL, by +0.02"))
        baseline.numbers["suite"]?["old"] = .init(value: 1, unit: "1", tolerance: 0.1)
        let gone = try compare("120")
        #expect(gone.entries.map(\.state) == [.unchanged, .unchanged, .gone] && !gone.passed)
        // A tolerance that a person has set stays.
        baseline.numbers["suite"]?["mine: edv"]?.tolerance = 5
        baseline.take(try outcome("121"))
        #expect(baseline.numbers["suite"]?["mine: edv"]?.tolerance == 5)
        #expect(baseline.numbers["suite"]?["old"] == nil)
    }
}

/// First attributes of every element, by its name.
private final class XMLDocumentReader: NSObject, XMLParserDelegate {
    var attributes: [String: [String: String]] = [:]

    init(_ text: String) throws {
        super.init()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = self
        guard parser.parse() else { throw CocoaError(.fileReadCorruptFile) }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
    ) {
        if self.attributes[name] == nil { self.attributes[name] = attributes }
    }
}
