import Foundation
import Numerics
import Testing

@Suite struct VectorMathTests {
    /// Allowed relative error: 2 units in the last place.
    let tolerance = 4.5e-16

    @Test func exponentialAgreesWithTheLibraryOverItsRange() {
        var worst = 0.0
        for i in 0...200_000 {
            let x = -707.9 + 1417.6 * Double(i) / 200_000
            let expected = Foundation.exp(x)
            worst = max(worst, abs(Double.exp(x) - expected) / expected)
        }
        #expect(worst < tolerance, "relative error \(worst), allowed \(tolerance)")
    }

    @Test func logarithmAgreesWithTheLibraryOverItsRange() {
        var worst = 0.0
        for i in 1...200_000 {
            for x in [Double(i) * 1e-5, Foundation.exp(-700 + 0.007 * Double(i))] {
                let expected = Foundation.log(x)
                let scale = max(abs(expected), .leastNonzeroMagnitude)
                let error = abs(Double.log(x) - expected)
                worst = max(worst, error == 0 ? 0 : error / scale)
            }
        }
        #expect(worst < tolerance, "relative error \(worst), allowed \(tolerance)")
    }

    @Test func lanesHaveTheBitsOfTheScalarResult() {
        let values = SIMD8<Double>(-650, -3.5, -1e-9, 0, 0.3466, 1, 42.75, 709.7)
        let exponential = Double8.exp(Double8(values))
        let logarithm = Double8.log(exponential)
        let root = Double8.sqrt(exponential)
        for lane in 0..<8 {
            let scalar = Double.exp(values[lane])
            #expect(exponential[lane] == scalar)
            #expect(logarithm[lane] == Double.log(scalar))
            #expect(root[lane] == scalar.squareRoot())
        }
    }

    @Test func floorIsAWholeNumberWithoutDerivatives() {
        let values = SIMD8<Double>(-2, -1.5, -0.0, 0.999, 1, 2.5, 1e6 + 0.25, 3e15)
        let lanes = Double8.floor(Double8(values))
        for lane in 0..<8 {
            let dual = Dual8.floor(Dual8(values[lane], tangent: SIMD8(repeating: 1)))
            let expected = Foundation.floor(values[lane])
            #expect(Double.floor(values[lane]) == expected)
            #expect(lanes[lane] == expected)
            #expect(dual == Dual8(filling: expected))
        }
    }

    @Test func specialValuesFollowTheirLimits() {
        #expect(Double.exp(-.infinity) == 0)
        #expect(Double.exp(-708.5) == 0)
        #expect(Double.exp(710) == .infinity)
        #expect(Double.exp(.infinity) == .infinity)
        #expect(Double.exp(.nan).isNaN)
        #expect(Double.exp(0) == 1)
        #expect(Double.log(0) == -.infinity)
        #expect(Double.log(-1).isNaN)
        #expect(Double.log(.infinity) == .infinity)
        #expect(Double.log(.nan).isNaN)
        #expect(Double.log(1) == 0)
        #expect(Double.pow(0, 2.5) == 0)
    }

    @Test func powerAgreesWithTheLibrary() {
        for (a, b) in [(0.0093, 2.5), (0.35, 5), (2.4, -1.2), (1e-30, 2.5)] {
            let expected = Foundation.pow(a, b)
            let relative = abs(Double.pow(a, b) - expected) / expected
            #expect(relative < 1e-13, "\(a)^\(b): relative error \(relative), allowed 1e-13")
        }
    }

    @Test func selectTakesTheOtherBranchAtEqualityAndNaN() {
        #expect(Double.select(1, below: 1, 2, 3) == 3)
        #expect(Double.select(.nan, below: 1, 2, 3) == 3)
        #expect(Double8.select(0, below: 1, 2, 3) == 2)
        let smaller = Double.smaller(1, 2)
        let larger = Double.larger(1, 2)
        #expect(smaller == 1)
        #expect(larger == 2)
    }
}
