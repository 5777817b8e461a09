import Cohorts
import Testing

@Suite struct CausalSpreadTests {
    /// Two causes, two outputs that both of them move.
    private let rows = [[1.0, 1.0, 0.0], [1.0, -0.5, 0.3]]

    @Test func outputsSpreadAsWanted() {
        let spread = CausalSpread(prior: [1, 2, 0.5], rows: rows, deviations: [0.7, 1.4])
        #expect(spread.largestError < 1e-4)
        for (row, wanted) in zip(rows, [0.7, 1.4]) {
            var variance = 0.0
            for a in 0..<3 {
                for b in 0..<3 { variance += row[a] * spread.covariance[3 * a + b] * row[b] }
            }
            #expect(abs(variance.squareRoot() / wanted - 1) < 1e-3)
        }
    }

    @Test func causesWithoutEffectKeepTheirSpread() {
        let spread = CausalSpread(prior: [1, 2], rows: [[1, 0]], deviations: [0.1])
        #expect(abs(spread.covariance[3] - 4) < 1e-12)
        #expect(abs(spread.covariance[1]) < 1e-12)
        #expect(abs(spread.covariance[0] - 0.01) < 1e-6)
    }

    @Test func whatIsKnownAlreadyChangesNothing() {
        let usual = Double(2).squareRoot()
        let spread = CausalSpread(prior: [1, 1], rows: [[1, 1]], deviations: [usual])
        #expect(spread.covariance == [1, 0, 0, 1])
    }
}
