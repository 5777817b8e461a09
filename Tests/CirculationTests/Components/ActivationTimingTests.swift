import Circulation
import Glibc
import Testing

@Suite struct ActivationTimingTests {
    private func timing(skew: Double) -> ActivationTiming {
        ActivationTiming(
            period: 1000, onset: 100, contraction: 300, relaxation: 150, riseSkew: skew)
    }

    @Test func withoutSkewTheRiseIsACosine() {
        for time in stride(from: 0.0, through: 300, by: 25) {
            let e = timing(skew: 0).activation(at: 100 + time)
            #expect(abs(e - 0.5 * (1 - cos(.pi * time / 300))) < 1e-15, "\(time) ms: \(e)")
        }
    }

    @Test func aSkewedRiseStartsFasterAndEndsAtTheSamePeak() {
        let (even, skewed) = (timing(skew: 0), timing(skew: 0.6))
        var last = 0.0
        for time in stride(from: 5.0, to: 300, by: 5) {
            let e = skewed.activation(at: 100 + time)
            #expect(e > last, "falls before its peak, at \(time) ms")
            #expect(e > even.activation(at: 100 + time), "later than the cosine at \(time) ms")
            last = e
        }
        // Halfway: w = 1.6·0.5/1.3, e = ½·(1 − cos(π·w)).
        let middle = skewed.activation(at: 250)
        #expect(abs(middle - 0.6773) < 1e-4, "\(middle)")
        #expect(skewed.activation(at: 400) == 1)
        #expect(skewed.activation(at: 500) == even.activation(at: 500))
        #expect(skewed.activation(at: 99) == 0 && skewed.activation(at: 551) == 0)
    }
}
