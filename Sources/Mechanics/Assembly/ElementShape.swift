import FiniteElements
import Geometry
import Numerics

/// Whether curved elements are properly oriented.
enum ElementShape {
    /// Places where the Jacobian is looked at beside the quadrature points: nodes and centre.
    private static let nodes: [Vec3] = {
        let corners = [Vec3.zero, Vec3(1, 0, 0), Vec3(0, 1, 0), Vec3(0, 0, 1)]
        let middles = QuadraticTet.edges.map { 0.5 * (corners[$0.0] + corners[$0.1]) }
        return corners + middles + [Vec3(0.25, 0.25, 0.25)]
    }()

    /// True when the Jacobian of every element is positive wherever it is looked at.
    static func areValid(
        _ mesh: QuadraticTetMesh, points: [Vec3], quadrature: TetQuadrature
    ) -> Bool {
        let shapes = (nodes + quadrature.points).map { QuadraticTet.gradients(at: $0) }
        for tet in 0..<mesh.tetCount {
            for shape in shapes {
                var jacobian = Mat3.zero
                for (a, g) in shape.enumerated() {
                    let node = mesh.tets[QuadraticTet.nodeCount * tet + a]
                    jacobian = jacobian + .outer(points[Int(node)], g)
                }
                if !(jacobian.determinant > 0) { return false }
            }
        }
        return true
    }
}
