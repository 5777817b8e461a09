import Fibres
import Foundation
import Numerics
import Testing

@Suite struct BislerpTests {
    @Test func quaternionsAndFramesAreTheSameThing() {
        for q in frames {
            let back = Quaternion(q.matrix)
            let distance = 1 - abs(back.dot(q))
            #expect(distance < 1e-14, "observed 1 − |q·q'| = \(distance), tolerance 1e-14")
            #expect(abs(q.matrix.determinant - 1) < 1e-14)
        }
    }

    @Test func halfTurnsKeepTheAxesAndFlipTwoSigns() {
        for q in frames {
            for (kept, turned) in q.halfTurns.enumerated() {
                let before = columns(q)
                let after = columns(turned)
                for axis in 0..<3 {
                    let expected = axis == kept ? 1.0 : -1.0
                    #expect(abs(before[axis].dot(after[axis]) - expected) < 1e-14)
                }
            }
        }
    }

    @Test func endsAreReproducedUpToSigns() {
        for a in frames {
            for b in frames {
                #expect(axialDistance(bislerp(a, b, 0), a) < 1e-7)
                #expect(axialDistance(bislerp(a, b, 1), b) < 1e-7)
            }
        }
    }

    @Test func theSignsOfTheFirstFrameDoNotMatter() {
        for a in frames {
            for b in frames {
                let expected = bislerp(a, b, 0.3)
                for turned in a.halfTurns.flatMap({ [$0, -1 * $0] }) {
                    let distance = axialDistance(bislerp(turned, b, 0.3), expected)
                    #expect(distance < 1e-7, "observed \(distance) rad, tolerance 1e-7")
                }
            }
        }
    }

    @Test func interpolationTurnsInProportion() {
        let a = WallAxes(along: Vec3(0, 0, 1), across: Vec3(1, 0, 0), longAxis: Vec3(0, 0, 1))
        let halfway = bislerp(a.frame(helix: -0.4, sheet: 0), a.frame(helix: 0.8, sheet: 0), 0.25)
        let expected = a.frame(helix: -0.1, sheet: 0)
        #expect(axialDistance(halfway, expected) < 1e-7)
    }

    @Test func framesThatCoincideOrNearlyDoStayFinite() {
        let q = frames[1]
        let near = (q + 1e-9 * frames[2]).normalized
        for t in [0, 0.5, 1] {
            #expect(abs(bislerp(q, q, t).dot(q) - 1) < 1e-14)
            #expect(abs(bislerp(q, near, t).dot(q) - 1) < 1e-14)
        }
    }

    /// A few frames in general position, and the special ones of each branch.
    private var frames: [Quaternion] {
        [
            Quaternion(1, 0, 0, 0), Quaternion(0.9, 0.2, -0.3, 0.1).normalized,
            Quaternion(0.1, 0.9, 0.2, 0.3).normalized, Quaternion(0.2, -0.1, 0.8, 0.1).normalized,
            Quaternion(0, 0.1, -0.2, 0.7).normalized,
        ]
    }

    private func columns(_ q: Quaternion) -> [Vec3] {
        [q.matrix.column0, q.matrix.column1, q.matrix.column2]
    }

    /// Largest angle between the axes of two frames [rad].
    private func axialDistance(_ a: Quaternion, _ b: Quaternion) -> Double {
        zip(columns(a), columns(b)).map { $0.cross($1).norm }.max() ?? .infinity
    }
}
