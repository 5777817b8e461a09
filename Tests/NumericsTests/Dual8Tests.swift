import Foundation
import Numerics
import Testing

@Suite struct Dual8Tests {
    /// f in eight-fold use: its derivative by forward mode against the exact one.
    private func check(
        _ name: String, at x: Double, _ f: (Dual8) -> Dual8, value: Double, slope: Double
    ) {
        let y = f(Dual8(x, tangent: SIMD8(0, 1, 0, 0, 0, 0, 0, 2)))
        #expect(abs(y.value - value) <= 1e-14 * abs(value) + 1e-15, "\(name)(\(x)) = \(y.value)")
        #expect(
            abs(y.tangent[1] - slope) <= 1e-13 * abs(slope) + 1e-14,
            "\(name)′(\(x)) = \(y.tangent[1]), exact \(slope)")
        #expect(y.tangent[7] == 2 * y.tangent[1] && y.tangent[0] == 0)
    }

    @Test func elementaryFunctionsHaveTheirDerivatives() {
        for x in [0.01, 0.3, 0.99, 1.7, 12.5] {
            check("exp", at: x, { Dual8.exp($0) }, value: exp(x), slope: exp(x))
            check("log", at: x, { Dual8.log($0) }, value: log(x), slope: 1 / x)
            check(
                "sqrt", at: x, { Dual8.sqrt($0) }, value: x.squareRoot(),
                slope: 0.5 / x.squareRoot())
            check("atan", at: x, { Dual8.atan($0) }, value: atan(x), slope: 1 / (1 + x * x))
            check("quotient", at: x, { 2 / ($0 * $0) }, value: 2 / (x * x), slope: -4 / (x * x * x))
        }
        for x in [0.0, 0.1, 0.45, 0.8] {
            check(
                "cosPi", at: x, { Dual8.cosPi($0) }, value: cos(.pi * x),
                slope: -.pi * sin(.pi * x))
        }
    }

    @Test func trigonometryIsThatOfTheLibrary() {
        for k in -4000...4000 {
            let x = Double(k) * 0.0173
            #expect(abs(Double.atan(x) - atan(x)) <= 4e-16 * abs(atan(x)))
        }
        for k in 0...1000 {
            let x = Double(k) * 0.001
            #expect(abs(Double.cosPi(x) - cos(.pi * x)) < 1e-15)
            #expect(Double8.cosPi(Double8(filling: x))[3] == Double.cosPi(x))
        }
        #expect(Double.atan(.infinity) == .pi / 2 && Double.atan(-1e300) == -.pi / 2)
    }
}
