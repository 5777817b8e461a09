import FiniteElements
import Glibc
public import Geometry
import Numerics

/// Coordinates of meshes that come without them.
///
/// - Apicobasal: harmonic, 0 on the epicardium within ``apexRadius`` of the apex and 1 at the base.
/// - Transmural: harmonic, 0 on the endocardia of the LV and of the RV free wall, 1 on the epicardium
///   and on the septum's right side, which are the right endocardial triangles of a tetrahedron that
///   is not of the right ventricle. Where the two right surfaces meet, the free wall decides.
/// - Rotational: angle around the ``LongAxis``, counterclockwise seen from the base, 0 towards the
///   middle of the septum, ±π on the lateral wall. An angle about a line and not a harmonic field,
///   so that it is exact for bodies of revolution and needs no cut.
///
/// The definitions are those of the anatomy rodero-01 (whose apex set is the disc of the same radius),
/// except that it prescribes the base on the valve rims only, has its rotational zero 20° from the
/// middle of the septum and solves for that angle too.
extension VentricularCoordinates {
    /// Radius of the apex set as a fraction of the axis length: that of the anatomy rodero-01, where
    /// the 90 epicardial nodes with apicobasal coordinate 0 lie within 9.7 of 92 mm.
    public static let apexRadius = 0.105

    /// Computes the coordinates at the vertices of a wall.
    ///
    /// - Throws: ``FibresError``, `FiniteElementsError`.
    public init(_ anatomy: VentricularAnatomy) throws { try self.init(TaggedWall(anatomy)) }

    /// Computes the coordinates at all nodes of a quadratic mesh, with quadratic functions.
    ///
    /// - Throws: ``FibresError``, `FiniteElementsError`.
    public init(_ mesh: QuadraticTetMesh) throws { try self.init(TaggedWall(mesh)) }

    private init(_ wall: TaggedWall) throws {
        let axis = try LongAxis(wall)
        let apex = wall.apexNodes(axis, radius: Self.apexRadius)
        let fields = try LaplaceProblem.solve(
            [
                LaplaceProblem([(wall.nodes(of: .base), 1), (apex, 0)]),
                LaplaceProblem([
                    (wall.nodes(of: .lvEndocardium), 0), (wall.freeRightNodes, 0),
                    (wall.septalNodes, 1), (wall.nodes(of: .epicardium), 1),
                ]),
            ], on: wall.space)
        self.init(
            apicobasal: fields[0].map(clampedToUnit), transmural: fields[1].map(clampedToUnit),
            rotational: wall.angles(around: axis))
    }
}
