import Studies
import Testing

@Suite struct SobolSequenceTests {
    /// Points of Joe & Kuo's program in the order of the plain index (theirs is by Gray code: the same points).
    @Test func theFirstPointsAreThoseOfJoeAndKuo() {
        let points = SobolSequence.points(count: 8, dimensions: 3, seed: nil)
        let published: Set<[Double]> = [
            [0, 0, 0], [0.5, 0.5, 0.5], [0.75, 0.25, 0.25], [0.25, 0.75, 0.75],
            [0.375, 0.375, 0.625], [0.875, 0.875, 0.125], [0.625, 0.125, 0.875],
            [0.125, 0.625, 0.375],
        ]
        #expect(Set(points) == published)
    }

    @Test(arguments: [UInt64?.none, 1, 77])
    func everyCoordinateHasOnePointInEveryStratum(_ seed: UInt64?) {
        let count = 256
        let points = SobolSequence.points(
            count: count, dimensions: SobolSequence.mostDimensions, seed: seed)
        for dimension in 0..<SobolSequence.mostDimensions {
            let strata = Set(points.map { Int($0[dimension] * Double(count)) })
            #expect(strata.count == count, "coordinate \(dimension)")
        }
    }

    /// The first two coordinates are a (0, m, 2)-net: scrambling must keep that.
    @Test(arguments: [(1, 128), (16, 8), (8, 16), (128, 1)])
    func scramblingKeepsElementaryIntervals(_ columns: Int, _ rows: Int) {
        let points = SobolSequence.points(count: 128, dimensions: 2, seed: 5)
        let boxes = Set(
            points.map { [Int($0[0] * Double(columns)), Int($0[1] * Double(rows))] })
        #expect(boxes.count == 128)
    }

    @Test func sameSeedSameBitsAndOtherSeedsOthers() {
        let first = SobolSequence.points(count: 16, dimensions: 4, seed: 3)
        #expect(first == SobolSequence.points(count: 16, dimensions: 4, seed: 3))
        #expect(first != SobolSequence.points(count: 16, dimensions: 4, seed: 4))
        #expect(first == Array(SobolSequence.points(count: 32, dimensions: 4, seed: 3)[..<16]))
    }
}
