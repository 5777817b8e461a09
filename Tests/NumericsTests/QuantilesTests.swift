import Numerics
import Testing

@Suite struct QuantilesTests {
    @Test func quantilesLieLinearlyBetweenSortedValues() {
        let values = [3.0, 1, 2, 5, 4]
        #expect(Quantiles.of(values, at: [0, 0.25, 0.5, 0.9, 1]) == [1, 2, 3, 4.6, 5])
    }

    @Test func oneValueIsEveryQuantileAndNoneIsNotANumber() {
        #expect(Quantiles.of([7], at: [0.05, 0.95]) == [7, 7])
        #expect(Quantiles.of([], at: [0.5])[0].isNaN)
    }
}
