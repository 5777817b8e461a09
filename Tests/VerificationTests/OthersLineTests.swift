import Testing
import Verification

/// A line on another number, found without the one who is predicted.
@Suite struct OthersLineTests {
    private static let x = [1.0, 2, 4, 7, 11, 16]

    @Test func aNumberThatFollowsAnotherIsPredicted() {
        let y = Self.x.map { 3 - 0.5 * $0 }
        let noise = [0.3, -0.2, 0.1, 0.4, -0.5, 0.2]
        let found = OthersLine.predictions(of: y, by: [noise, Self.x])
        for (one, expected) in zip(found, y) { #expect(abs(one - expected) < 1e-12) }
    }

    /// The one who is predicted does not count: a single outlier is not followed.
    @Test func thePredictedOneIsLeftOut() {
        var y = Self.x.map { 2 * $0 }
        y[3] = 100
        let found = OthersLine.predictions(of: y, by: [Self.x])
        #expect(abs(found[3] - 14) < 1e-12, "\(found)")
    }

    @Test func withoutAnythingKnownItIsTheMeanOfTheOthers() {
        let y = [1.0, 2, 3, 6]
        let expected = [11.0 / 3, 10.0 / 3, 3, 2]
        for known in [[], [[5.0, 5, 5, 5]]] {
            let found = OthersLine.predictions(of: y, by: known)
            for (one, other) in zip(found, expected) { #expect(abs(one - other) < 1e-12) }
        }
    }
}
