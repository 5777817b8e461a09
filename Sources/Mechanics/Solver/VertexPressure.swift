import FiniteElements
import Geometry
import Numerics

/// Continuous pressures, linear on each tetrahedron and given at its vertices, and the volume changes
/// that work against them.
///
/// With quadratic displacements this is the Taylor–Hood element, stable and of third order.
///
/// Source: Taylor, Hood, *Comput. Fluids* 1 (1973) 73–100, doi:10.1016/0045-7930(73)90027-3; Boffi,
/// *SIAM J. Numer. Anal.* 34 (1997) 664–670, doi:10.1137/S0036142994270193 (stability in space).
struct VertexPressure: Sendable {
    /// Number of vertices.
    let count: Int
    /// Four vertices per tetrahedron.
    private let vertices: [Int32]
    /// Values of the four linear functions at each point of the quadrature.
    private let shapes: [[Double]]
    /// Volume of stress-free muscle of each point, tetrahedron by tetrahedron [mm³].
    private let weights: [Double]
    /// ∫ N_a N_b [mm³] in the image, on straight tetrahedra: it weighs pressures against each other, no more.
    private let mass: CSRMatrix
    private let inverseDiagonal: JacobiPreconditioner

    init(_ model: MechanicsModel) throws {
        let mesh = model.mesh
        let linear = model.imagedMesh.linear.mesh
        count = linear.points.count
        vertices = linear.tets.flatMap { [$0.x, $0.y, $0.z, $0.w] }
        let points = model.quadrature.points
        shapes = points.map { [1 - $0.x - $0.y - $0.z, $0.x, $0.y, $0.z] }
        weights = (0..<mesh.tetCount).flatMap { tet in
            let element = mesh.element(tet)
            return points.indices.map { q in
                let stretch =
                    model.prestress.isEmpty
                    ? Mat3.identity : model.prestress[points.count * tet + q]
                return model.quadrature.weights[q] * element.jacobian(points[q]).determinant
                    / stretch.determinant
            }
        }
        mass = try ScalarSpace(linear).mass()
        inverseDiagonal = try JacobiPreconditioner(diagonal: mass.diagonal())
    }

    /// Pressures at all points, tetrahedron by tetrahedron [kPa], from those at the vertices.
    func atPoints(_ pressures: [Double], into values: Buffer<Double>) {
        var place = 0
        for first in stride(from: 0, to: vertices.count, by: 4) {
            for shape in shapes {
                var sum = 0.0
                for a in 0..<4 { sum += shape[a] * pressures[Int(vertices[first + a])] }
                values[place] = sum
                place += 1
            }
        }
    }

    /// The linear function next to J − 1, at the vertices [1].
    func projected(_ dilatation: Buffer<Double>) throws -> [Double] {
        var load = [Double](repeating: 0, count: count)
        var place = 0
        for first in stride(from: 0, to: vertices.count, by: 4) {
            for shape in shapes {
                let change = weights[place] * (dilatation[place] - 1)
                for a in 0..<4 { load[Int(vertices[first + a])] += shape[a] * change }
                place += 1
            }
        }
        var change = [Double](repeating: 0, count: count)
        try PreconditionedCG(tolerance: Self.massTolerance, maxIterations: Self.massIterations)
            .solve(mass, load, preconditioner: inverseDiagonal, from: &change)
        return change
    }

    /// Relative residual of the projection [1]: its error only delays the search a little.
    private static let massTolerance = 1e-6
    /// Far more than needed: with its diagonal the mass matrix has a condition number of at most five
    /// (Wathen, *IMA J. Numer. Anal.* 7 (1987) 449–457, doi:10.1093/imanum/7.4.449).
    private static let massIterations = 100
}
