import Electrophysiology
import Geometry
import Numerics
import Testing

@Suite struct ECGElectrodesStandardTests {
    /// A turn about a skew axis.
    let turn = Mat3(
        rows: Vec3(2.0 / 3, -1.0 / 3, 2.0 / 3), Vec3(2.0 / 3, 2.0 / 3, -1.0 / 3),
        Vec3(-1.0 / 3, 2.0 / 3, 2.0 / 3))

    @Test func electrodesMoveWithTheHeart() throws {
        let anatomy = try heart
        var moved = anatomy
        moved.mesh.points = anatomy.mesh.points.map { turn * $0 + Vec3(100, -20, 7) }
        let before = try ECGElectrodes.standard(for: anatomy)
        let after = try ECGElectrodes.standard(for: moved)
        for electrode in ECGElectrode.allCases {
            let expected = turn * before[electrode] + Vec3(100, -20, 7)
            let error = (after[electrode] - expected).norm
            #expect(error < 1e-9, "\(electrode): \(error) mm off")
        }
    }

    @Test func electrodesLieAroundTheHeartAsOnATorso() throws {
        let electrodes = try ECGElectrodes.standard(for: heart)
        // The reference torso's own distances are kept.
        let span = (electrodes[.leftArm] - electrodes[.rightArm]).norm
        #expect(abs(span - 306) < 1e-9, "arms are \(span) mm apart, expected 306")
        let chest = (electrodes[.v2] - electrodes[.v1]).norm
        #expect(abs(chest - 42) < 1e-9, "V1 and V2 are \(chest) mm apart, expected 42")
        // V1 faces the right ventricle, V6 the left wall: +x is the right ventricle here.
        #expect(electrodes[.v1].x > electrodes[.v6].x)
        #expect(electrodes[.leftLeg].z < 0 && electrodes[.rightArm].z > 0)
    }

    @Test func aHeartWithoutRightVentricleNeedsGivenElectrodes() throws {
        var left = try heart
        left.triangleTags = left.triangleTags.map { $0 == .rvEndocardium ? .epicardium : $0 }
        #expect(throws: (any Error).self) { try ECGElectrodes.standard(for: left) }
    }

    @Test func aRigidMotionIsRecoveredFromFourPoints() throws {
        let points = [Vec3(1, 2, 3), Vec3(40, -3, 1), Vec3(-5, 30, 2), Vec3(3, 1, 50)]
        let target = points.map { turn * $0 + Vec3(4, 5, 6) }
        let motion = try #require(RigidMotion(moving: points, onto: target))
        let error = (motion(Vec3(7, -8, 9)) - (turn * Vec3(7, -8, 9) + Vec3(4, 5, 6))).norm
        #expect(error < 1e-12, "\(error) mm off")
        let mirrored = target.map { Vec3(-$0.x, $0.y, $0.z) }
        #expect(RigidMotion(moving: points, onto: mirrored) == nil)
        let flat = points.map { Vec3($0.x, $0.y, 0) }
        #expect(RigidMotion(moving: flat, onto: flat) == nil)
    }

    /// An ellipsoid with part of its outside as the right side of a septum, at +x.
    private var heart: VentricularAnatomy {
        get throws {
            var anatomy = try TruncatedEllipsoid(
                innerShort: 24, innerLong: 60, outerShort: 34, outerLong: 69, baseHeight: 15
            ).anatomy(elementSize: 8, layers: 2)
            for (index, triangle) in anatomy.triangles.enumerated()
            where anatomy.triangleTags[index] == .epicardium {
                let sum = (0..<3).map { anatomy.mesh.points[Int(triangle[$0])] }.reduce(.zero, +)
                if sum.z > -100, abs(sum.y) < sum.x {
                    anatomy.triangleTags[index] = .rvEndocardium
                }
            }
            return anatomy
        }
    }
}
