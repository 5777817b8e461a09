import Suites
import Testing
import Verification

/// The Bland–Altman plot of terminals: where its marks are, and what it is not drawn of.
@Suite struct AgreementPlotTests {
    private func pairs(_ numbers: [(measured: Double, predicted: Double)]) -> [MeasuredPair] {
        numbers.enumerated().map {
            MeasuredPair(
                member: "\($0)", measured: $1.measured, predicted: $1.predicted)
        }
    }

    @Test func pointsLieWhereTheyShould() throws {
        // Means 0, 5, 5, 10; differences −2, 0, 0, 2: bias 0, limits ± 1.96·√(8/3) = ± 3.201.
        let plot = try #require(
            AgreementPlot(
                pairs([(1, -1), (5, 5), (5, 5), (9, 11)]), name: "pressure", unit: "mm[Hg]"))
        let lines = plot.text.split(separator: "\n").map(String.init)
        #expect(lines[0] == "pressure: predicted − measured over the mean of both [mmHg]")
        // The others' means 19/3, 5, 5, 11/3 differ by 16/3, 0, 0, −16/3: limits ± 1.96·√(512/27) = ± 8.535, the ends.
        let field = lines[1...15].map { Array($0.dropFirst(11)) }
        #expect(field.allSatisfy { $0.count == 57 })
        #expect(field[0].allSatisfy { $0 == "·" } && field[14].allSatisfy { $0 == "·" })
        #expect(lines[1].hasPrefix("     8.53 ┤") && lines[15].hasPrefix("    -8.53 ┤"))
        // Zero and the bias in the middle row, two people in its middle.
        #expect(field[7][28] == "2" && field[7].count { $0 == "─" } == 56)
        // 2 of 8.535 is 1.64 rows above the middle, the limit of agreement 2.63.
        #expect(field[5][56] == "o" && field[9][0] == "o")
        #expect(field[4].allSatisfy { $0 == "╌" } && field[10].allSatisfy { $0 == "╌" })
        #expect(lines[17].hasPrefix("           0") && lines[17].hasSuffix("10"))
        #expect(
            lines[18] == "─ bias 0, ╌ limits of agreement -3.201 to 3.201 mmHg, "
                + "· of predicting the others' mean -8.535 to 8.535 mmHg")
    }

    @Test func predictionsThatAreAllRightAreDrawnAsWell() throws {
        let plot = try #require(
            AgreementPlot(pairs([(3, 3), (3, 3), (3, 3)]), name: "ratio", unit: "1"))
        let lines = plot.text.split(separator: "\n").map(String.init)
        #expect(lines[0].hasSuffix("mean of both"))
        #expect(lines[1...15].count { $0.contains("3") } == 1)
    }

    @Test func fewAndBrokenNumbersHaveNoPlot() {
        #expect(AgreementPlot(pairs([(1, 2), (3, 4)]), name: "a", unit: "1") == nil)
        #expect(AgreementPlot(pairs([(1, 2), (3, .nan), (3, 4)]), name: "a", unit: "1") == nil)
    }
}
