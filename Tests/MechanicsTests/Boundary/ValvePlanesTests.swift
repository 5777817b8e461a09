import Geometry
import Mechanics
import Numerics
import Testing

@Suite struct ValvePlanesTests {
    private static func solver(stiffness: Double) throws -> MechanicsSolver {
        let plain = try EllipsoidStepTests.model()
        return try MechanicsSolver(
            try MechanicsModel(
                mesh: plain.mesh, frames: plain.frames, material: plain.material,
                supports: [], valvePlaneStiffness: stiffness, cavities: [.lvEndocardium]))
    }

    /// What the net alone adds to the forces of a displacement [mN].
    private static func net(_ move: (Vec3) -> Vec3) throws -> (forces: [Vec3], points: [Vec3]) {
        let with = try solver(stiffness: 1000)
        let without = try solver(stiffness: 0)
        let points = with.model.mesh.points
        let u = points.flatMap { x in
            let d = move(x) - x
            return [d.x, d.y, d.z]
        }
        let difference = zip(
            try with.forces(displacement: u), try without.forces(displacement: u)
        ).map { $0 - $1 }
        return (
            points.indices.map {
                Vec3(difference[3 * $0], difference[3 * $0 + 1], difference[3 * $0 + 2])
            }, points
        )
    }

    @Test func rigidMotionNeedsNoForce() throws {
        let (forces, _) = try Self.net { x in Vec3(-x.y + 3, x.x - 2, x.z + 5) }
        let largest = forces.map(\.norm).max() ?? .infinity
        #expect(largest < 1e-9, "\(largest) mN, allowed 1e-9 mN")
    }

    /// A circular rim that widens by a part of its radius R is pulled back by K · part · R in all.
    @Test func aWiderRimIsPulledBack() throws {
        let part = 0.1
        let (forces, points) = try Self.net { x in
            Vec3((1 + part) * x.x, (1 + part) * x.y, x.z)
        }
        var sum = Vec3.zero
        var moment = Vec3.zero
        var outward = 0.0
        for (f, x) in zip(forces, points) where f != .zero {
            sum += f
            moment += x.cross(f)
            outward += f.dot(Vec3(x.x, x.y, 0).normalized)
        }
        #expect(sum.norm < 1e-9, "sum of forces \(sum.norm) mN")
        #expect(moment.norm < 1e-6, "sum of moments \(moment.norm) mN mm")
        // On a circle of radius R the mean over pairs of the radial part of a pair's force,
        // K (part·chord)(chord/2R), is K·part·R·⟨2 sin²⟩ = K·part·R: out-of-balance force outwards.
        let rim = zip(forces, points).filter { $0.0 != .zero }.map(\.1)
        let radius = rim.reduce(0) { $0 + Vec3($1.x, $1.y, 0).norm } / Double(rim.count)
        let expected = 1000 * part * radius
        #expect(
            abs(outward / expected - 1) < 0.02, "\(outward) mN outwards, expected \(expected) mN")
    }
}
