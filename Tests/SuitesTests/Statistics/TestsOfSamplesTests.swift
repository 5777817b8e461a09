import Testing
import Verification

import Suites

/// Expected values: SciPy 1.17.1, `ttest_1samp`, `ttest_ind(equal_var=False)`, `kendalltau`.
@Suite struct TestsOfSamplesTests {
    @Test func equivalenceOfOneSample() {
        let test = EquivalenceTest(
            [1.2, 0.8, 1.5, 0.9, 1.1, 1.3, 0.7], target: 1, margin: 0.5, alpha: 0.05)
        #expect(abs(test.p - 0.0037663942404921806) < 1e-12)
        #expect(abs(test.interval.lowerBound - 0.8606252357260021) < 1e-10)
        #expect(abs(test.interval.upperBound - 1.2822319071311405) < 1e-10)
    }

    @Test func equivalenceOfTwoGroups() {
        let test = EquivalenceTest(
            [5.1, 4.8, 5.6, 5.0, 5.3], minus: [4.9, 5.2, 4.7, 5.5, 5.0, 5.1], target: 0,
            margin: 0.6, alpha: 0.05)
        #expect(abs(test.p - 0.010057769010852103) < 1e-12)
        #expect(abs(test.freedom - 8.204786593921481) < 1e-9)
        #expect(abs(test.interval.lowerBound + 0.23325148276543528) < 1e-9)
        #expect(abs(test.interval.upperBound - 0.41991814943210254) < 1e-9)
    }

    @Test func equivalenceWithoutSpreadIsCertain() {
        #expect(EquivalenceTest([2, 2, 2], target: 2, margin: 0.1, alpha: 0.05).p == 0)
        #expect(EquivalenceTest([2, 2, 2], target: 3, margin: 0.1, alpha: 0.05).p == 1)
    }

    @Test func theTestIsTheIntervalInclusion() {
        // p < α exactly when the 1 − 2α interval lies within the margin.
        for shift in stride(from: -1.0, through: 1.0, by: 0.05) {
            let test = EquivalenceTest(
                [0.1, -0.3, 0.4, 0.2, -0.1].map { $0 + shift }, target: 0, margin: 0.5,
                alpha: 0.05)
            let isInside = test.interval.lowerBound > -0.5 && test.interval.upperBound < 0.5
            #expect((test.p < 0.05) == isInside, "shift \(shift)")
        }
    }

    @Test func kendall() {
        #expect(abs(Concordance(ascending: [1, 3, 2, 4, 5], separation: 0).tau - 0.8) < 1e-15)
        #expect(Concordance(ascending: [3, 2, 1], separation: 0).tau == -1)
        // Too close to call: neither for nor against.
        let close = Concordance(ascending: [1, 1.2, 3], separation: 0.5)
        #expect(close.concordant == 2 && close.discordant == 0 && close.pairs == 3)
    }

    @Test func momentsAndQuantiles() {
        let moments = Moments([8, 1, 4, 2])
        #expect(moments.mean == 3.75)
        #expect(moments.median == 3)
        #expect(Moments([3]).deviation.isNaN)
        #expect(Moments([]).mean.isNaN)
    }

    @Test func agreementOfPredictions() throws {
        let (measured, predicted) = ([1.0, 2, 3, 4], [1.1, 2.3, 2.9, 4.4])
        let agreement = try #require(
            Agreement(
                zip(measured, predicted).enumerated().map {
                    MeasuredPair(
                        member: "\($0)", measured: $1.0, predicted: $1.1,
                        level: [0.01, 0.3, 0.5, 0.94][$0])
                }))
        #expect(abs(agreement.bias - 0.175) < 1e-12)
        // By hand: differences 0.1, 0.3, −0.1, 0.4; s² = 0.1475/3.
        let deviation = (0.1475 / 3).squareRoot()
        #expect(abs(agreement.deviation - deviation) < 1e-12)
        #expect(abs(agreement.limits.upperBound - (0.175 + 1.959963984540054 * deviation)) < 1e-12)
        #expect(abs(agreement.rootMeanSquare - (0.27 / 4).squareRoot()) < 1e-12)
        #expect(abs(agreement.correlation - 0.98797551) < 1e-8)
        #expect(agreement.coverage(0.9) == 0.75)
        #expect(agreement.coverage(0.5) == 0.5)
        #expect(Agreement([]) == nil)
    }
}
