import Fibres
import FiniteElements
import Geometry
import Glibc
package import Mechanics
package import Numerics

/// Finite elasticity of a cube whose displacement is known.
///
/// ```
/// u*ᵢ = aᵢ sin(kᵢ·X + φᵢ),   P* = μ J^(−2/3) (F − I1/3 F⁻ᵀ) + κ/2 (J² − 1) F⁻ᵀ
/// ```
///
/// The nodal loads are ∫ P*·∇N, so that u* is the exact solution whatever its boundary tractions.
package struct ManufacturedElasticity: Sendable {
    /// Shear modulus [kPa].
    private static let mu = 3.0
    private static let amplitude = [0.06, -0.05, 0.04]
    private static let phase = [0.3, 1.1, -0.4]
    private static let wave = [
        Vec3(0.7, 2.1, 1.1), Vec3(1.9, -0.8, 1.3), Vec3(-1.2, 1.7, 0.9),
    ]
    /// Bulk modulus [kPa].
    private let kappa: Double

    /// A cube of a bulk modulus [kPa].
    package init(kappa: Double) { self.kappa = kappa }

    private func displacement(_ X: Vec3) -> Vec3 {
        let u = (0..<3).map { Self.amplitude[$0] * sin(Self.wave[$0].dot(X) + Self.phase[$0]) }
        return Vec3(u[0], u[1], u[2])
    }

    /// Rows are the gradients of the components.
    private func gradient(_ X: Vec3) -> [Vec3] {
        (0..<3).map {
            Self.amplitude[$0] * cos(Self.wave[$0].dot(X) + Self.phase[$0]) * Self.wave[$0]
        }
    }

    private func stress(_ X: Vec3) -> Mat3 {
        let rows = gradient(X)
        let F = Mat3(
            rows: rows[0] + Vec3(1, 0, 0), rows[1] + Vec3(0, 1, 0), rows[2] + Vec3(0, 0, 1))
        let J = F.determinant
        let inverse = F.inverse.transpose
        let I1 = (F.transpose * F).trace
        return Self.mu * pow(J, -2.0 / 3) * (F - (I1 / 3) * inverse)
            + (kappa / 2 * (J * J - 1)) * inverse
    }

    /// Nodes, position, weight times Jacobian, shape functions and their gradients at all points.
    private static func visit(
        _ mesh: QuadraticTetMesh, _ rule: TetQuadrature,
        _ body: (
            _ nodes: [Int], _ X: Vec3, _ weight: Double, _ values: [Double], _ gradients: [Vec3]
        ) -> Void
    ) {
        for t in 0..<mesh.tetCount {
            let nodes = (0..<10).map { Int(mesh.tets[10 * t + $0]) }
            for (point, weight) in zip(rule.points, rule.weights) {
                var X = Vec3.zero
                let values = QuadraticTet.values(at: point)
                for (a, N) in values.enumerated() { X += N * mesh.points[nodes[a]] }
                let local = QuadraticTet.gradients(at: point)
                var columns = (Vec3.zero, Vec3.zero, Vec3.zero)
                for (a, g) in local.enumerated() {
                    columns.0 += g.x * mesh.points[nodes[a]]
                    columns.1 += g.y * mesh.points[nodes[a]]
                    columns.2 += g.z * mesh.points[nodes[a]]
                }
                let jacobian = Mat3(rows: columns.0, columns.1, columns.2)
                let inverse = jacobian.inverse
                body(nodes, X, weight * jacobian.determinant, values, local.map { inverse * $0 })
            }
        }
    }

    /// Errors of the displacement in L2 and in the H1 seminorm.
    ///
    /// - Parameters:
    ///   - cells: of the cube along an edge, six tetrahedra each.
    ///   - warp: moves the nodes, also those in the middle of edges: elements are curved.
    package func errors(
        cells: Int, _ incompressibility: Incompressibility, warp: (Vec3) -> Vec3 = { $0 }
    ) throws -> (l2: Double, h1: Double) {
        var mesh = try BoxLattice(size: Vec3(1, 1, 1), cells: SIMD3(cells, cells, cells))
            .quadraticMesh()
        mesh.points = mesh.points.map(warp)
        var load = [Double](repeating: 0, count: 3 * mesh.points.count)
        Self.visit(mesh, .degree5) { nodes, X, weight, _, gradients in
            let P = stress(X)
            for (a, node) in nodes.enumerated() {
                let f = weight * (P * gradients[a])
                load[3 * node] += f.x
                load[3 * node + 1] += f.y
                load[3 * node + 2] += f.z
            }
        }
        var isFixed = [Bool](repeating: false, count: load.count)
        for node in mesh.triangles { for k in 0..<3 { isFixed[3 * Int(node) + k] = true } }
        let model = try MechanicsModel(
            mesh: mesh,
            frames: [FibreFrame](
                repeating: FibreFrame(fibre: Vec3(1, 0, 0), sheet: Vec3(0, 1, 0)),
                count: mesh.tetCount * TetQuadrature.degree2.count),
            material: NeoHookean(values: ["mu": Self.mu]), incompressibility: incompressibility,
            cavities: [], isFixed: isFixed, deadLoad: load)
        let solver = try MechanicsSolver(model)
        // Far below the discretisation errors.
        solver.settings.forceTolerance = 1e-9
        var state = MechanicsState(model)
        state.displacement = mesh.points.flatMap { X -> [Double] in
            let u = displacement(X)
            return [u.x, u.y, u.z]
        }
        try solver.equilibrium(&state, pressures: [])
        var (l2, h1) = (0.0, 0.0)
        Self.visit(mesh, .degree5) { nodes, X, weight, values, gradients in
            var u = -1 * displacement(X)
            var H = gradient(X).map { -1 * $0 }
            for (a, node) in nodes.enumerated() {
                let ua = Vec3(
                    state.displacement[3 * node], state.displacement[3 * node + 1],
                    state.displacement[3 * node + 2])
                u += values[a] * ua
                H[0] += ua.x * gradients[a]
                H[1] += ua.y * gradients[a]
                H[2] += ua.z * gradients[a]
            }
            l2 += weight * u.dot(u)
            h1 += weight * H.reduce(0) { $0 + $1.dot($1) }
        }
        return (l2.squareRoot(), h1.squareRoot())
    }
}
