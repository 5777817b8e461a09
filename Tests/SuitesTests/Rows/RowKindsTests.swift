import Foundation
import Quantities
import Testing

import Suites

@Suite struct RowKindsTests {
    private static let table = """
        id,edv [mL],esv [mL],esv before [mL],edv echo [mL],edv low [mL],edv high [mL],time [ms],p [mmHg]
        a,120,50,60,125,110,130,0,10
        b,140,55,66,130,130,150,10,20
        c,130,52,61,131,120,140,20,10

        """

    private static let other = "id,edv [L]\na,0.118\nb,0.139\nc,0.1295\n"
    private static let curve = "time [ms],p [mmHg]\n0,10\n5,16\n15,14\n"
    /// Two curves, of which one lacks a point.
    private static let curves =
        "time [ms],p [mmHg],late [kPa]\n0,10,\n5,16,2\n10,99,2.5\n15,14,2.1\n"

    /// The one row of a suite, judged.
    private func judge(_ row: String) throws -> RowOutcome {
        let fixture = try SuiteFixture([
            "mine.csv": Self.table, "other.csv": Self.other, "curve.csv": Self.curve,
            "curves.csv": Self.curves,
            "suite.toml": SuiteFixture.head + """
                before = { esv = "esv before" }
                measured = { edv = "edv echo" }
                low = { edv = "edv low" }
                high = { edv = "edv high" }
                [populations.other]
                table = "other.csv"
                member = "id"
                [[rows]]
                population = "mine"
                """ + "\n" + row,
        ])
        defer { fixture.remove() }
        return try #require(try fixture.outcome().rows.first)
    }

    @Test(arguments: [
        ("low = \"100 mL\"\nhigh = \"150 mL\"", Verdict.pass),
        ("low = \"0.1 L\"", .pass),
        ("high = \"125 mL\"\nmargin = \"5 mL\"", .warn),
        ("high = \"125 mL\"", .fail),
        ("target = \"120 mL\"\nsd = \"6 mL\"", .pass),
        ("target = \"120 mL\"\nsd = \"4 mL\"", .warn),
        ("target = \"120 mL\"\nsd = \"3 mL\"", .fail),
        ("low = \"125 mL\"\nstatistic = \"all\"", .fail),
        ("low = \"125 mL\"\nstatistic = \"median\"", .pass),
    ])
    func range(_ keys: String, _ verdict: Verdict) throws {
        let row = try judge("kind = \"range\"\nquantity = \"edv\"\n" + keys)
        #expect(row.verdict == verdict, "\(row.finding)")
        #expect(row.count == 3)
    }

    @Test func zFromTheDeviationOrTheStatedShare() throws {
        let edv = "kind = \"range\"\nquantity = \"edv\"\n"
        #expect(try judge(edv + "target = \"120 mL\"\nsd = \"4 mL\"").z == 2.5)
        let range = edv + "low = \"110 mL\"\nhigh = \"130 mL\"\n"
        #expect(try judge(range).z == nil)
        let z = try #require(try judge(range + "interval = 0.95").z)
        #expect(abs(z - 1.959963984540054) < 1e-9)
    }

    @Test func agreementStatistics() throws {
        let edv = "kind = \"range\"\nquantity = \"edv\"\nlow = \"-10 mL\"\nhigh = \"10 mL\"\n"
        let bias = try judge(edv + "statistic = \"bias\"")
        #expect(abs(try #require(bias.observed) - 4.0 / 3) < 1e-12)
        let coverage = try judge(
            "kind = \"range\"\nquantity = \"edv\"\nlow = \"90 %\"\nstatistic = \"coverage\"")
        #expect(coverage.observed == 100 && coverage.unit == "%")
    }

    @Test func equivalenceOfPairedChanges() throws {
        // Changes −10, −11, −9 mL.
        let esv = "kind = \"equivalence\"\nquantity = \"esv\"\ntarget = \"-10 mL\"\n"
        let shown = try judge(esv + "margin = \"3 mL\"")
        #expect(shown.verdict == .pass && shown.observed == -10, "\(shown.finding)")
        let unclear = try judge(esv + "margin = \"1 mL\"")
        #expect(unclear.verdict == .warn && (unclear.details["p"] ?? 0) > 0.05)
        let wrong = try judge(
            "kind = \"equivalence\"\nquantity = \"esv\"\ntarget = \"10 mL\"\nmargin = \"3 mL\"")
        #expect(wrong.verdict == .fail)
        let percent = try judge(
            esv.replacing("\"-10 mL\"", with: "\"-16 %\"") + "margin = \"4 %\"\nof = \"percent\"")
        #expect(percent.unit == "%")
        let expected = -100 * (10.0 / 60 + 11.0 / 66 + 9.0 / 61) / 3
        #expect(abs(try #require(percent.observed) - expected) < 1e-12)
    }

    @Test func anotherPopulationWithTheSameMembersIsPaired() throws {
        let row = try judge(
            """
            kind = "equivalence"
            quantity = "edv"
            against = "other"
            target = "0 mL"
            margin = "5 mL"
            """)
        // Differences 2, 1, 0.5 mL after conversion from litres.
        #expect(abs(try #require(row.observed) - 3.5 / 3) < 1e-9)
        #expect(row.details["degrees of freedom"] == 2)
        #expect(row.verdict == .pass)
    }

    @Test(arguments: [
        ("direction = \"falls\"", Verdict.pass), ("direction = \"rises\"", .fail),
        ("direction = \"falls\"\nthreshold = \"9.5 mL\"", .warn),
        ("direction = \"falls\"\nthreshold = \"9.5 mL\"\nprobability = 0.6", .pass),
        ("direction = \"falls\"\nthreshold = \"20 mL\"", .fail),
    ])
    func direction(_ keys: String, _ verdict: Verdict) throws {
        let row = try judge("kind = \"direction\"\nquantity = \"esv\"\n" + keys)
        #expect(row.verdict == verdict, "\(row.finding)")
    }

    @Test func ordering() throws {
        let row = try judge(
            "kind = \"ordering\"\nquantity = [\"esv\", \"edv\", \"esv before\"]")
        let tau = try #require(row.observed)
        #expect(row.verdict == .fail && abs(tau - 1.0 / 3) < 1e-15)
        let right = try judge(
            "kind = \"ordering\"\nquantity = [\"esv\", \"esv before\", \"edv\"]\nseparation = \"5 mL\""
        )
        #expect(right.verdict == .pass && right.observed == 1)
    }

    @Test func curve() throws {
        let row = try judge(
            "kind = \"curve\"\nquantity = \"p\"\nx = \"time\"\ncurve = \"curve.csv\"\nlargest = \"1.5 mmHg\"\nrelative = \"0.1 1\""
        )
        // At 0, 5 and 15 ms the straight lines are at 10, 15 and 15 mmHg.
        #expect(row.details["largest"] == 1 && row.verdict == .pass, "\(row.finding)")
        let rms = try #require(row.details["rms"])
        #expect(abs(rms - (2.0 / 3).squareRoot()) < 1e-12)
        let relative = (2.0 / (100 + 256 + 196)).squareRoot()
        #expect(abs(try #require(row.observed) - relative) < 1e-12)
        let far = try judge(
            "kind = \"curve\"\nquantity = \"p\"\nx = \"time\"\ncurve = \"curve.csv\"\nrms = \"0.5 mmHg\""
        )
        #expect(far.verdict == .fail)
    }

    @Test func aCurveMayBeAColumnAmongOthers() throws {
        let row = try judge(
            "kind = \"curve\"\nquantity = \"p\"\nx = \"time\"\ncurve = \"curves.csv\"\ncolumn = \"late\"\nlargest = \"1 kPa\""
        )
        // At 5, 10 and 15 ms the straight lines are at 15, 20 and 15 mmHg: 2, 2.667 and 2 kPa.
        let largest = 20 * Units.mmHg - 2.5
        #expect(abs(try #require(row.details["largest"]) - largest) < 1e-12, "\(row.finding)")
        let error = #expect(throws: (any Error).self) {
            try judge(
                "kind = \"curve\"\nquantity = \"p\"\nx = \"time\"\ncurve = \"curves.csv\"\ncolumn = \"lat\"\nrms = \"1 kPa\""
            )
        }
        #expect("\(error.map { "\($0)" } ?? "")".contains("did you mean \"late\"?"))
    }

    @Test func everyKindHasANameOfItsOwn() {
        let names = RowKinds.all.map { $0.name }
        #expect(names == names.sorted() && Set(names).count == names.count)
    }
}
