import FiniteElements
import Geometry
public import Mechanics
import Numerics

/// The inner product of displacements that modes are orthonormal in.
///
/// ```
/// (u, v) = ∫ ∇u : ∇v dV + ∫ u·v dV / L²
/// ```
///
/// over the reference of a wall, the second part with masses lumped at the nodes. Deformation makes the
/// stress, so gradients count; L is a length of the order of the wall's thickness.
public struct GradientProduct {
    private let tets: [Int32]
    private let perTet: Int
    /// Gradients of the shape functions times √weight, [element][point][direction][node].
    private let gradients: [Double]
    /// √(mass / L²) of each node.
    private let nodal: [Double]

    /// L [mm]: about the thickness of the wall (assumed).
    public static let length = 10.0
    private static let nodes = 10

    /// Prepares the product of a wall.
    public init(_ model: MechanicsModel) {
        let mesh = model.mesh
        let rule = model.quadrature
        let local = rule.points.map { QuadraticTet.gradients(at: $0) }
        tets = mesh.tets
        perTet = rule.count
        var gradients: [Double] = []
        gradients.reserveCapacity(mesh.tetCount * rule.count * 30)
        var mass = [Double](repeating: 0, count: mesh.points.count)
        for tet in 0..<mesh.tetCount {
            let nodes = mesh.tets[10 * tet..<10 * tet + 10].map { Int($0) }
            for q in 0..<rule.count {
                var jacobian = Mat3.zero
                for a in 0..<10 { jacobian = jacobian + .outer(mesh.points[nodes[a]], local[q][a]) }
                let volume = jacobian.determinant * rule.weights[q]
                let pullBack = jacobian.inverse.transpose
                let shape = local[q].map { volume.squareRoot() * (pullBack * $0) }
                gradients += shape.map(\.x) + shape.map(\.y) + shape.map(\.z)
                for node in nodes { mass[node] += volume / 10 }
            }
        }
        self.gradients = gradients
        nodal = mass.map { ($0 / (Self.length * Self.length)).squareRoot() }
    }

    /// Norm of a motion of the whole wall by 1 mm.
    public var millimetre: Double { nodal.reduce(0) { $0 + $1 * $1 }.squareRoot() }

    /// Rows of an element: points times directions.
    private var rows: Int { 3 * perTet }

    /// Inner products of displacements with each other: the lower triangle, column-major.
    public func gram(_ vectors: [[Double]]) -> [Double] {
        let n = vectors.count
        var result = [Double](repeating: 0, count: n * n)
        let together = 16
        let height = 3 * rows
        var block = [Double](repeating: 0, count: together * height * n)
        let lead = together * height
        let elements = tets.count / Self.nodes
        for first in stride(from: 0, to: elements, by: together) {
            let last = min(first + together, elements)
            for (column, u) in vectors.enumerated() {
                for element in first..<last {
                    gradient(
                        of: u, element, into: &block, at: column * lead + (element - first) * height
                    )
                }
            }
            DenseKernels.addSquare(n, (last - first) * height, block, lead, &result)
        }
        let nodes = nodal.count
        for first in stride(from: 0, to: nodes, by: lead / 3) {
            let last = min(first + lead / 3, nodes)
            for (column, u) in vectors.enumerated() {
                for i in 3 * first..<3 * last {
                    block[column * lead + i - 3 * first] = nodal[i / 3] * u[i]
                }
            }
            DenseKernels.addSquare(n, 3 * (last - first), block, lead, &result)
        }
        return result
    }

    /// Weighted gradient of one element: nine numbers per point.
    private func gradient(
        of u: [Double], _ element: Int, into block: inout [Double], at start: Int
    ) {
        for row in 0..<rows {
            let g = (element * rows + row) * Self.nodes
            var (x, y, z) = (0.0, 0.0, 0.0)
            for a in 0..<Self.nodes {
                let node = 3 * Int(tets[element * Self.nodes + a])
                x += gradients[g + a] * u[node]
                y += gradients[g + a] * u[node + 1]
                z += gradients[g + a] * u[node + 2]
            }
            block[start + 3 * row] = x
            block[start + 3 * row + 1] = y
            block[start + 3 * row + 2] = z
        }
    }

    /// The vector d with (u, v) = d·v for all v.
    public func dual(_ u: [Double]) -> [Double] {
        var d = u.indices.map { nodal[$0 / 3] * nodal[$0 / 3] * u[$0] }
        var block = [Double](repeating: 0, count: 3 * rows)
        for element in 0..<tets.count / Self.nodes {
            gradient(of: u, element, into: &block, at: 0)
            for row in 0..<rows {
                let g = (element * rows + row) * Self.nodes
                for a in 0..<Self.nodes {
                    let node = 3 * Int(tets[element * Self.nodes + a])
                    for i in 0..<3 { d[node + i] += gradients[g + a] * block[3 * row + i] }
                }
            }
        }
        return d
    }
}
