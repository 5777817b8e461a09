import Fibres
import FiniteElements
import Geometry
import HeartModel
import Mechanics
import Numerics

/// Muscle fibres just below the surface of a wall, for the viewer.
///
/// Below each surface triangle: the mean direction at the quadrature points that lie nearer to the surface than to the
/// opposite corner of their tetrahedron (with the four points of degree 2, 14 % of its height deep), in the imaged
/// shape. What of it points out of the triangle is left out, so that a line is the shorter the steeper its fibre.
struct SurfaceFibres {
    private let model: HeartModel

    init(_ model: HeartModel) { self.model = model }

    /// Half the length of the line of a fibre within the surface [mm].
    private static let reach = 2.0
    /// Most lines that still can be told apart.
    private static let most = 1500

    /// Lines through the centres of surface triangles.
    ///
    /// - `flat`: number of the plane triangle in the middle of each quadratic one.
    func lines(flat: (Int) -> Int) -> [SurfaceScene.Fibre] {
        let mesh = model.wall.imagedMesh
        let step = max(1, (mesh.triangleCount + Self.most - 1) / Self.most)
        let owners = owners(of: mesh)
        return stride(from: 0, to: mesh.triangleCount, by: step).compactMap { triangle in
            guard let owner = owners[triangle] else { return nil }
            let nodes = mesh.triangles[6 * triangle + 3..<6 * triangle + 6].map {
                mesh.points[Int($0)]
            }
            guard let along = shares(of: direction(owner), in: nodes) else { return nil }
            return SurfaceScene.Fibre(triangle: flat(triangle), along: along)
        }
    }

    /// A tetrahedron and the corner opposite to its face on the surface.
    private typealias Owner = (tet: Int, opposite: Int)

    private func owners(of mesh: QuadraticTetMesh) -> [Int: Owner] {
        var wanted: [SIMD3<Int32>: Int] = [:]
        for triangle in 0..<mesh.triangleCount {
            let n = mesh.triangles[6 * triangle..<6 * triangle + 3]
            wanted[
                TetBoundary.key(SIMD3(n[n.startIndex], n[n.startIndex + 1], n[n.startIndex + 2]))] =
                triangle
        }
        var found: [Int: Owner] = [:]
        for tet in 0..<mesh.tetCount {
            for face in TetBoundary.faces {
                let corners = SIMD3(
                    mesh.tets[10 * tet + face.x], mesh.tets[10 * tet + face.y],
                    mesh.tets[10 * tet + face.z])
                if let triangle = wanted[TetBoundary.key(corners)] {
                    found[triangle] = (tet, 6 - face.x - face.y - face.z)
                }
            }
        }
        return found
    }

    /// Unit vector along the fibres near a face, in the imaged shape.
    private func direction(_ owner: Owner) -> Vec3 {
        let rule = model.wall.quadrature
        var sum = Vec3.zero
        for (index, point) in rule.points.enumerated() {
            let shares = [1 - point.x - point.y - point.z, point.x, point.y, point.z]
            guard shares[owner.opposite] < 0.25 else { continue }
            let place = rule.count * owner.tet + index
            let fibre = (model.imagedStretch[place] * model.wall.frames[place].fibre).normalized
            // Fibres have no sense of direction.
            sum += sum.dot(fibre) < 0 ? -fibre : fibre
        }
        return sum.normalized
    }

    /// A direction in shares of the edges of a triangle, scaled to the length of a line; nil for a flat triangle.
    private func shares(of direction: Vec3, in nodes: [Vec3]) -> SIMD2<Double>? {
        let (u, v) = (nodes[1] - nodes[0], nodes[2] - nodes[0])
        let (uu, uv, vv) = (u.dot(u), u.dot(v), v.dot(v))
        let determinant = uu * vv - uv * uv
        guard determinant > 0 else { return nil }
        let (du, dv) = (direction.dot(u), direction.dot(v))
        return SIMD2(
            Self.reach * (du * vv - dv * uv) / determinant,
            Self.reach * (dv * uu - du * uv) / determinant)
    }
}
