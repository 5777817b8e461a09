import FiniteElements
package import Geometry
import Mechanics
import Numerics
import Quantities

/// What scar changes in a wall: dead muscle does not contract, is stiffer and conducts slowly.
///
/// ```
/// active   = 1 − share
/// passive  = 1 + (stiffening − 1)·share
/// velocity = 1/(1 − share + share/conduction)        scar and muscle one after the other on the way of activation
/// ```
///
/// - share: of a segment's muscle that is scar [1], equal at all its points. The border is as sharp as the elements.
package struct ScarMap {
    /// Factor on the active tension and on the passive stress, per quadrature point; empty without scar [1].
    package let active: [Double]
    package let passive: [Double]

    /// Reads the shares of a heart's parameters.
    ///
    /// - Throws: ``HeartModelError/missing(what:advice:)`` for scar in a wall whose segments are not known.
    package init(_ mesh: QuadraticTetMesh, parameters: HeartParameters) throws {
        guard let (wall, shares) = try Self.scarredWall(mesh, parameters) else {
            (active, passive) = ([], [])
            return
        }
        let stiffening = parameters.scarStiffening
        let perTet = TetQuadrature.degree2.count
        let points = wall.tets.flatMap { segment in
            [Double](repeating: segment.flatMap { shares[$0] } ?? 0, count: perTet)
        }
        active = points.map { 1 - $0 }
        passive = points.map { 1 + (stiffening - 1) * $0 }
    }

    /// Factor on the conduction velocities of each tetrahedron of the electrical mesh; nil where all conduct as muscle [1].
    ///
    /// - Throws: as ``init(_:parameters:)``.
    package static func slowing(
        _ anatomy: HeartAnatomy, parameters: HeartParameters
    ) throws -> [Double]? {
        let conduction = try parameters.value("scar." + ScarCard.conduction)
        guard conduction != 1, let (wall, shares) = try scarredWall(anatomy.mechanical, parameters)
        else { return nil }
        let mesh = anatomy.electrical.mesh
        return mesh.tets.indices.map { index in
            guard anatomy.electrical.regions[index] != .rightVentricle else { return 1 }
            let tet = mesh.tets[index]
            let centre = (0..<4).reduce(Vec3.zero) { $0 + mesh.points[Int(tet[$1])] } / 4
            let share = shares[wall.segment(at: centre)] ?? 0
            return 1 / (1 - share + share / conduction)
        }
    }

    /// The segments of a wall with scar and their shares of it; nil without scar.
    private static func scarredWall(
        _ mesh: QuadraticTetMesh, _ parameters: HeartParameters
    ) throws -> (SegmentedWall, [AHASegment: Double])? {
        let shares = parameters.scarShares
        guard shares.values.contains(where: { $0 > 0 }) else { return nil }
        guard let wall = try SegmentedWall(mesh) else {
            throw HeartModelError.missing(
                what: "a septum, from which the segments of the left ventricle are counted",
                advice: "tag region 7, or leave scar.… at 0")
        }
        return (wall, shares)
    }
}
