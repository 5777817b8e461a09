import Numerics
import Reduction
import Testing

@Suite struct NonNegativeLeastSquaresTests {
    /// A random problem as normal equations, with what it was made of.
    private func problem(rows: Int, columns: Int, seed: UInt64, solution: [Double])
        -> NonNegativeLeastSquares
    {
        var generator = SplitMix64(seed: seed)
        let G = (0..<columns).map { _ in (0..<rows).map { _ in generator.nextDouble() - 0.5 } }
        let d = (0..<rows).map { row in
            (0..<columns).reduce(0.0) { $0 + G[$1][row] * solution[$1] }
        }
        func dot(_ a: [Double], _ b: [Double]) -> Double {
            zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
        }
        return NonNegativeLeastSquares(
            matrix: G.flatMap { column in G.map { dot(column, $0) } }, side: G.map { dot($0, d) },
            square: dot(d, d))
    }

    @Test func aPositiveSolutionIsFound() throws {
        let solution = (0..<12).map { $0 % 3 == 0 ? 0 : Double($0) }
        let (x, residual) = try problem(rows: 40, columns: 12, seed: 7, solution: solution)
            .solve(tolerance: 1e-6)
        #expect(residual <= 1e-6)
        for i in x.indices {
            #expect(abs(x[i] - solution[i]) <= 1e-4, "x[\(i)] = \(x[i]), expected \(solution[i])")
        }
    }

    @Test func coefficientsAreNeverNegative() throws {
        let solution = (0..<30).map { Double($0 % 5) - 0.5 }
        for seed in UInt64(1)...5 {
            let posed = problem(rows: 20, columns: 30, seed: seed, solution: solution)
            guard let (x, residual) = try? posed.solve(tolerance: 0.05) else { continue }
            #expect(x.allSatisfy { $0 >= 0 })
            #expect(abs(posed.residual(x) - residual) <= 1e-9)
            #expect(residual <= 0.05)
        }
    }

    @Test func whatNoPositiveSumReachesIsRefused() {
        // d = −g: the only column points away from it.
        let posed = NonNegativeLeastSquares(matrix: [1], side: [-1], square: 1)
        #expect(throws: ReductionError.self) { try posed.solve(tolerance: 0.1) }
    }
}
