import Fibres
import Foundation
import Numerics
import Testing

@Suite struct FrameMeanTests {
    /// A frame turned about z.
    private func turned(degrees: Double) -> Quaternion {
        let half = degrees * .pi / 360
        return Quaternion(cos(half), 0, 0, sin(half))
    }

    @Test(arguments: [0.0, 0.138, 0.25, 0.5, 0.9, 1.0])
    func twoFramesTurnAtAConstantRate(part: Double) {
        let mean = frameMean(
            [turned(degrees: -60), turned(degrees: 60)], weights: [1 - part, part])
        let expected = turned(degrees: -60 + 120 * part)
        #expect(1 - abs(mean.dot(expected)) < 1e-14)
    }

    @Test func fourFramesAboutOneAxisTurnByTheMeanAngle() {
        let angles = [-60.0, -50, 40, 60]
        let weights = [0.1, 0.2, 0.3, 0.4]
        let mean = frameMean(angles.map(turned), weights: weights)
        let angle = zip(angles, weights).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(1 - abs(mean.dot(turned(degrees: angle))) < 1e-14)
    }

    @Test func theSignOfAQuaternionDoesNotMatter() {
        let a = turned(degrees: 10)
        let b = turned(degrees: 70)
        let mean = frameMean([a, -1 * b], weights: [0.5, 0.5])
        #expect(1 - abs(mean.dot(turned(degrees: 40))) < 1e-14)
    }

    @Test func equalFramesAreTheirOwnMean() {
        let q = Quaternion(0.5, -0.5, 0.5, 0.5)
        let mean = frameMean([q, q, q, q], weights: [0.25, 0.25, 0.25, 0.25])
        #expect(1 - abs(mean.dot(q)) < 1e-15)
    }
}
