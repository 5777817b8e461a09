import Fibres
import FiniteElements
import Geometry
import Glibc
import Mechanics
import Numerics

/// Orders of finite elasticity in quadratic tetrahedra: a cube whose displacement is known.
///
/// ```
/// u*ᵢ = aᵢ sin(kᵢ·X + φᵢ),   P* = μ J^(−2/3) (F − I1/3 F⁻ᵀ) + κ/2 (J² − 1) F⁻ᵀ
/// ```
///
/// The nodal loads are ∫ P*·∇N, so that u* is the exact solution whatever its boundary tractions. The volumetric law is
/// taken point by point; the wall of a heart has one condensed pressure in each element instead, whose orders
/// only the tests fit (docs/verification.md).
enum ElasticityOrders {
    static let all = [
        OrderStudy(
            [
                ("elasticity, pointwise volumetric law, displacement in L2", 3),
                ("elasticity, pointwise volumetric law, displacement gradient in L2", 2),
            ],
            errors: {
                try [2, 4, 8].map { (spacing: 1 / Double($0), errors: try errors(cells: $0)) }
            })
    ]

    /// Shear and bulk modulus [kPa].
    private static let (mu, kappa) = (3.0, 30.0)
    private static let amplitude = [0.06, -0.05, 0.04]
    private static let phase = [0.3, 1.1, -0.4]
    private static let wave = [
        Vec3(0.7, 2.1, 1.1), Vec3(1.9, -0.8, 1.3), Vec3(-1.2, 1.7, 0.9),
    ]

    private static func displacement(_ X: Vec3) -> Vec3 {
        let u = (0..<3).map { amplitude[$0] * sin(wave[$0].dot(X) + phase[$0]) }
        return Vec3(u[0], u[1], u[2])
    }

    /// Rows are the gradients of the components.
    private static func gradient(_ X: Vec3) -> [Vec3] {
        (0..<3).map { amplitude[$0] * cos(wave[$0].dot(X) + phase[$0]) * wave[$0] }
    }

    private static func stress(_ X: Vec3) -> Mat3 {
        let rows = gradient(X)
        let F = Mat3(
            rows: rows[0] + Vec3(1, 0, 0), rows[1] + Vec3(0, 1, 0), rows[2] + Vec3(0, 0, 1))
        let J = F.determinant
        let inverse = F.inverse.transpose
        let I1 = (F.transpose * F).trace
        return mu * pow(J, -2.0 / 3) * (F - (I1 / 3) * inverse)
            + (kappa / 2 * (J * J - 1)) * inverse
    }

    /// Nodes, position, weight times Jacobian, shape functions and their gradients at all points of a fine rule.
    private static func visit(
        _ mesh: QuadraticTetMesh,
        _ body: (
            _ nodes: [Int], _ X: Vec3, _ weight: Double, _ values: [Double], _ gradients: [Vec3]
        ) -> Void
    ) {
        let rule = TetQuadrature.degree5
        for tet in 0..<mesh.tetCount {
            let nodes = (0..<10).map { Int(mesh.tets[10 * tet + $0]) }
            for (point, weight) in zip(rule.points, rule.weights) {
                let values = QuadraticTet.values(at: point)
                let local = QuadraticTet.gradients(at: point)
                var X = Vec3.zero
                var columns = (Vec3.zero, Vec3.zero, Vec3.zero)
                for (a, node) in nodes.enumerated() {
                    X += values[a] * mesh.points[node]
                    columns.0 += local[a].x * mesh.points[node]
                    columns.1 += local[a].y * mesh.points[node]
                    columns.2 += local[a].z * mesh.points[node]
                }
                let jacobian = Mat3(rows: columns.0, columns.1, columns.2)
                let inverse = jacobian.inverse
                body(nodes, X, weight * jacobian.determinant, values, local.map { inverse * $0 })
            }
        }
    }

    /// Errors of the displacement and of its gradient in L2.
    private static func errors(cells: Int) throws -> [Double] {
        let mesh = try BoxLattice(size: Vec3(1, 1, 1), cells: SIMD3(cells, cells, cells))
            .quadraticMesh()
        var load = [Double](repeating: 0, count: 3 * mesh.points.count)
        visit(mesh) { nodes, X, weight, _, gradients in
            let P = stress(X)
            for (a, node) in nodes.enumerated() {
                let f = weight * (P * gradients[a])
                load[3 * node] += f.x
                load[3 * node + 1] += f.y
                load[3 * node + 2] += f.z
            }
        }
        let solution = try solve(mesh, load)
        var (displacements, gradients) = (0.0, 0.0)
        visit(mesh) { nodes, X, weight, values, shapes in
            var u = -1 * displacement(X)
            var H = gradient(X).map { -1 * $0 }
            for (a, node) in nodes.enumerated() {
                let ua = Vec3(solution[3 * node], solution[3 * node + 1], solution[3 * node + 2])
                u += values[a] * ua
                H[0] += ua.x * shapes[a]
                H[1] += ua.y * shapes[a]
                H[2] += ua.z * shapes[a]
            }
            displacements += weight * u.dot(u)
            gradients += weight * H.reduce(0) { $0 + $1.dot($1) }
        }
        return [displacements.squareRoot(), gradients.squareRoot()]
    }

    /// Displacements under nodal loads, the surface held where the exact solution has it.
    private static func solve(_ mesh: QuadraticTetMesh, _ load: [Double]) throws -> [Double] {
        var isFixed = [Bool](repeating: false, count: load.count)
        for node in mesh.triangles {
            for axis in 0..<3 { isFixed[3 * Int(node) + axis] = true }
        }
        let frame = FibreFrame(fibre: Vec3(1, 0, 0), sheet: Vec3(0, 1, 0))
        let model = try MechanicsModel(
            mesh: mesh,
            frames: [FibreFrame](
                repeating: frame, count: mesh.tetCount * TetQuadrature.degree2.count),
            material: NeoHookean(values: ["mu": mu]),
            incompressibility: .pointwise(bulkModulus: kappa), cavities: [], isFixed: isFixed,
            deadLoad: load)
        let solver = try MechanicsSolver(model)
        // Far below the discretisation errors.
        solver.settings.forceTolerance = 1e-9
        var state = MechanicsState(model)
        state.displacement = mesh.points.flatMap { X -> [Double] in
            let u = displacement(X)
            return [u.x, u.y, u.z]
        }
        try solver.equilibrium(&state, pressures: [])
        return state.displacement
    }
}
