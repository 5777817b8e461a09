import Numerics
import Testing

@Suite struct LatinHypercubeTests {
    @Test func everyStratumOfEveryCoordinateHoldsOnePoint() {
        let count = 37
        let points = LatinHypercube.points(count: count, dimensions: 5, seed: 1)
        #expect(points.count == count)
        for dimension in 0..<5 {
            let strata = points.map { Int($0[dimension] * Double(count)) }
            #expect(strata.sorted() == Array(0..<count))
        }
    }

    @Test func sameSeedSamePoints() {
        let points = LatinHypercube.points(count: 8, dimensions: 3, seed: 7)
        #expect(points == LatinHypercube.points(count: 8, dimensions: 3, seed: 7))
        #expect(points != LatinHypercube.points(count: 8, dimensions: 3, seed: 8))
    }

    /// Coordinates are not correlated beyond chance: 1/√n standard deviations.
    @Test func coordinatesAreIndependent() {
        let count = 400
        let points = LatinHypercube.points(count: count, dimensions: 4, seed: 3)
        for a in 0..<4 {
            for b in 0..<a {
                let sum = points.reduce(0.0) { $0 + ($1[a] - 0.5) * ($1[b] - 0.5) }
                let correlation = 12 * sum / Double(count)
                #expect(
                    abs(correlation) < 4 / Double(count).squareRoot(), "\(a), \(b): \(correlation)")
            }
        }
    }
}
