import Cohorts
import Testing

@Suite struct KolmogorovSmirnovTests {
    /// Quantiles of the normal distribution are as near to it as a sample can be.
    @Test func evenlySpreadQuantilesAreNormal() {
        let quantiles = [-1.2816, -0.5244, 0, 0.5244, 1.2816]  // 10, 30, 50, 70, 90 %
        let test = KolmogorovSmirnov(ofNormal: quantiles)
        #expect(abs(test.distance - 0.1) < 1e-4)
        #expect(test.probability > 0.99)
    }

    @Test func aShiftedSampleIsFound() {
        let sample = (0..<100).map { Double($0) / 50 }
        #expect(KolmogorovSmirnov(ofNormal: sample).probability < 1e-6)
    }
}
