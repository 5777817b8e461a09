import Foundation
import Numerics
import Testing

@Suite struct FixedPointTests {
    /// g(x) = M x + c with spectral radius 0.95.
    static let linear = [0.95, -0.5, 0.2, 0.7]
    static func g(_ x: [Double]) -> [Double] {
        zip(x, linear).map { $0 * $1 + 1 }
    }

    /// On a linear map of n dimensions Anderson with depth n is GMRES: exact after n + 1 steps.
    @Test func andersonSolvesALinearMapInFiniteSteps() throws {
        var anderson = AndersonAcceleration(depth: 4)
        var x = [0.0, 0, 0, 0]
        for _ in 0..<6 { x = try anderson.next(x: x, gOfX: Self.g(x)) }
        let exact = Self.linear.map { 1 / (1 - $0) }
        let error = zip(x, exact).map { abs($0 - $1) }.max()!
        #expect(error < 1e-9, "error \(error) after six steps, expected below 1e-9")
    }

    /// cos x in one dimension: depth 1 is the secant method, whose errors obey
    /// e′ ≈ |f″/(2 f′)| e e_old with f = cos x − x.
    @Test func andersonOfDepthOneIsTheSecantMethod() throws {
        let root = 0.7390851332151607
        var anderson = AndersonAcceleration(depth: 1)
        var x = [0.2]
        var errors: [Double] = []
        for _ in 0..<5 {
            x = try anderson.next(x: x, gOfX: [cos(x[0])])
            errors.append(abs(x[0] - root))
        }
        let observed = errors[4] / (errors[3] * errors[2])
        let expected = cos(root) / (2 * (1 + sin(root)))
        #expect(abs(observed / expected - 1) < 0.05, "constant \(observed), expected \(expected)")
    }

    @Test func andersonSurvivesConvergence() throws {
        var anderson = AndersonAcceleration(depth: 3)
        var x = [0.0, 0, 0, 0]
        for _ in 0..<40 { x = try anderson.next(x: x, gOfX: Self.g(x)) }
        let exact = Self.linear.map { 1 / (1 - $0) }
        let error = zip(x, exact).map { abs($0 - $1) }.max()!
        #expect(error < 1e-12, "error \(error) after 40 steps, expected below 1e-12")
        #expect(throws: NumericsError.notFinite(quantity: "fixed-point residual", index: 2)) {
            try anderson.next(x: x, gOfX: [0, 0, .nan, 0])
        }
        anderson.reset()
        #expect(anderson.historyCount == 0)
    }

    /// One dimension: Aitken's second factor is exact for a linear map, even a diverging one.
    @Test(arguments: [-3.0, -0.9, 0.5, 0.99]) func aitkenIsExactInOneDimension(slope: Double) throws
    {
        var aitken = AitkenRelaxation(initial: 0.3)
        var x = [3.0]
        for _ in 0..<2 { x = try aitken.next(x: x, gOfX: [slope * x[0] + 1]) }
        let exact = 1 / (1 - slope)
        #expect(abs(x[0] - exact) < 1e-11 * abs(exact), "\(x[0]), expected \(exact)")
        #expect(abs(aitken.factor - exact) < 1e-11 * abs(exact))
    }

    @Test func aitkenConvergesWhereThePlainIterationDiverges() throws {
        var aitken = AitkenRelaxation(initial: 0.2)
        var x = [0.0, 0, 0]
        for _ in 0..<60 {
            x = try aitken.next(x: x, gOfX: [1 - 2 * x[0], 1 - 1.5 * x[1], 1 - 0.3 * x[2]])
        }
        let exact = [1 / 3.0, 1 / 2.5, 1 / 1.3]
        let error = zip(x, exact).map { abs($0 - $1) }.max()!
        #expect(error < 1e-10, "error \(error), expected below 1e-10")
    }
}
