import FiniteElements
package import Geometry
import Mechanics
import Quantities

/// What scar changes at the quadrature points of a wall: dead muscle does not contract, and is stiffer.
///
/// ```
/// active  = 1 − share
/// passive = 1 + (stiffening − 1)·share
/// ```
///
/// - share: of a segment's muscle that is scar [1], equal at all its points. The border is as sharp as the elements.
///
/// Conduction stays: activation passes a scar as it passes muscle (assumed).
package struct ScarMap {
    /// Factor on the active tension and on the passive stress, per quadrature point; empty without scar [1].
    package let active: [Double]
    package let passive: [Double]

    /// Reads the shares of a heart's parameters.
    ///
    /// - Throws: ``HeartModelError/missing(what:advice:)`` for scar in a wall whose segments are not known.
    package init(_ mesh: QuadraticTetMesh, parameters: HeartParameters) throws {
        var shares: [AHASegment: Double] = [:]
        for segment in AHASegment.allCases {
            shares[segment] = try parameters.value("scar." + ScarCard.name(of: segment))
        }
        guard shares.values.contains(where: { $0 > 0 }) else {
            (active, passive) = ([], [])
            return
        }
        guard let wall = try SegmentedWall(mesh) else {
            throw HeartModelError.missing(
                what: "a septum, from which the segments of the left ventricle are counted",
                advice: "tag region 7, or leave scar.… at 0")
        }
        let stiffening = try parameters.value("scar." + ScarCard.stiffening)
        let perTet = TetQuadrature.degree2.count
        let points = wall.tets.flatMap { segment in
            [Double](repeating: segment.flatMap { shares[$0] } ?? 0, count: perTet)
        }
        active = points.map { 1 - $0 }
        passive = points.map { 1 + (stiffening - 1) * $0 }
    }
}
