import FiniteElements
import Geometry
import Glibc
import Mechanics
import Numerics
import TestSupport
import Testing

/// An isochoric deformation of a cube under a known pressure: orders of quadratic displacements with linear
/// pressures.
///
/// ```
/// x = X + a sin(2 Y),   y = Y,   z = Z + b sin(X + 2 Y),   det F = 1
/// P* = μ (F − I1/3 F⁻ᵀ) + p* F⁻ᵀ,   p* = c sin(X + 2 Y − Z)
/// ```
///
/// The nodal loads are ∫ P*·∇N. One face is free, so that the pressure has no constant to choose.
@Suite struct IncompressibleElasticityTests {
    private static let mu = 3.0
    private static let (a, b, c) = (0.15, -0.1, 4.0)

    private static func displacement(_ X: Vec3) -> Vec3 {
        Vec3(a * sin(2 * X.y), 0, b * sin(X.x + 2 * X.y))
    }

    private static func gradient(_ X: Vec3) -> Mat3 {
        let slope = b * cos(X.x + 2 * X.y)
        return Mat3(
            rows: Vec3(1, 2 * a * cos(2 * X.y), 0), Vec3(0, 1, 0), Vec3(slope, 2 * slope, 1))
    }

    private static func pressure(_ X: Vec3) -> Double { c * sin(X.x + 2 * X.y - X.z) }

    private static func stress(_ X: Vec3) -> Mat3 {
        let F = gradient(X)
        let inverse = F.inverse.transpose
        let I1 = (F.transpose * F).trace
        return mu * (F - (I1 / 3) * inverse) + pressure(X) * inverse
    }

    /// Nodes, position, volume, shape functions and gradients at all points of a fine rule.
    private static func visit(
        _ mesh: QuadraticTetMesh,
        _ body: (
            _ nodes: [Int], _ X: Vec3, _ xi: Vec3, _ volume: Double, _ gradients: [Vec3]
        ) -> Void
    ) {
        let rule = TetQuadrature.degree5
        for tet in 0..<mesh.tetCount {
            let element = mesh.element(tet)
            let nodes = (0..<10).map { Int(mesh.tets[10 * tet + $0]) }
            for (xi, weight) in zip(rule.points, rule.weights) {
                let jacobian = element.jacobian(xi)
                let toMaterial = jacobian.inverse.transpose
                body(
                    nodes, element.position(xi), xi, weight * jacobian.determinant,
                    QuadraticTet.gradients(at: xi).map { toMaterial * $0 })
            }
        }
    }

    private struct Errors {
        var l2 = 0.0
        var h1 = 0.0
        var pressure = 0.0
    }

    /// Errors in L2, in the H1 seminorm, and of the pressure in L2.
    private static func errors(cells: Int, bulkModulus: Double) throws -> Errors {
        let mesh = try BoxLattice(size: Vec3(1, 1, 1), cells: SIMD3(cells, cells, cells))
            .quadraticMesh()
        var load = [Double](repeating: 0, count: 3 * mesh.points.count)
        visit(mesh) { nodes, X, _, volume, gradients in
            let P = stress(X)
            for (k, node) in nodes.enumerated() {
                let f = volume * (P * gradients[k])
                load[3 * node] += f.x
                load[3 * node + 1] += f.y
                load[3 * node + 2] += f.z
            }
        }
        let isFixed = mesh.points.flatMap { X in
            [Bool](
                repeating: X.x == 0 || X.x == 1 || X.y == 0 || X.y == 1 || X.z == 0, count: 3)
        }
        let model = try MechanicsModel(
            mesh: mesh,
            frames: TestMeshes.frames(mesh, points: TetQuadrature.degree3.count),
            material: NeoHookean(values: ["mu": mu]),
            incompressibility: .pointwise(bulkModulus: bulkModulus), cavities: [],
            isFixed: isFixed, deadLoad: load, quadrature: .degree3)
        let solver = try MechanicsSolver(model)
        solver.settings.forceTolerance = 1e-9
        var state = MechanicsState(model)
        state.displacement = mesh.points.flatMap { X -> [Double] in
            let u = displacement(X)
            return [u.x, u.y, u.z]
        }
        var pressures: [Double] = []
        var volume = MechanicsSolver.VolumeSettings()
        volume.dilatationTolerance = 1e-8
        try solver.incompressibleEquilibrium(
            &state, volumePressures: &pressures, pressures: [], settings: volume)
        return measure(mesh, state, pressures)
    }

    private static func measure(
        _ mesh: QuadraticTetMesh, _ state: MechanicsState, _ pressures: [Double]
    ) -> Errors {
        let vertices = Set((0..<mesh.tetCount).flatMap { mesh.tets[10 * $0..<10 * $0 + 4] })
        var number: [Int: Int] = [:]
        for (k, node) in vertices.sorted().enumerated() { number[Int(node)] = k }
        var errors = Errors()
        visit(mesh) { nodes, X, xi, volume, gradients in
            var u = -1 * displacement(X)
            var F = Mat3.identity - gradient(X)
            for (k, (node, N)) in zip(nodes, QuadraticTet.values(at: xi)).enumerated() {
                let ua = Vec3(
                    state.displacement[3 * node], state.displacement[3 * node + 1],
                    state.displacement[3 * node + 2])
                u += N * ua
                F = F + .outer(ua, gradients[k])
            }
            var p = -pressure(X)
            for (node, L) in zip(nodes, [1 - xi.x - xi.y - xi.z, xi.x, xi.y, xi.z]) {
                p += L * pressures[number[node] ?? 0]
            }
            errors.l2 += volume * u.dot(u)
            errors.h1 += volume * (F.transpose * F).trace
            errors.pressure += volume * p * p
        }
        return Errors(
            l2: errors.l2.squareRoot(), h1: errors.h1.squareRoot(),
            pressure: errors.pressure.squareRoot())
    }

    @Test func displacementsAndPressuresConvergeWithTheirOrders() throws {
        let cells = [2, 4, 8]
        let errors = try cells.map { try Self.errors(cells: $0, bulkModulus: 10) }
        let spacings = cells.map { 1 / Double($0) }
        for (name, expected, values) in [
            ("L2", 3.0, errors.map(\.l2)), ("H1", 2, errors.map(\.h1)),
            ("pressure", 2, errors.map(\.pressure)),
        ] {
            let order = observedOrder(spacings: spacings, errors: values)
            #expect(abs(order - expected) < 0.1, "\(name) order \(order), expected \(expected)")
        }
    }

    @Test func aHopelessSearchIsReported() throws {
        let mesh = try BoxLattice(size: Vec3(1, 1, 1), cells: SIMD3(1, 1, 1)).quadraticMesh()
        var load = [Double](repeating: 0, count: 3 * mesh.points.count)
        for (node, X) in mesh.points.enumerated() where X.z == 1 { load[3 * node] = 0.01 }
        let model = try MechanicsModel(
            mesh: mesh, frames: TestMeshes.frames(mesh), material: NeoHookean(values: ["mu": 3]),
            incompressibility: .pointwise(bulkModulus: 0.01), cavities: [],
            isFixed: mesh.points.flatMap { [Bool](repeating: $0.z == 0, count: 3) },
            deadLoad: load)
        let solver = try MechanicsSolver(model)
        var state = MechanicsState(model)
        var pressures: [Double] = []
        var volume = MechanicsSolver.VolumeSettings()
        volume.maximumRounds = 1
        volume.dilatationTolerance = 1e-12
        let error = #expect(throws: MechanicsError.self) {
            try solver.incompressibleEquilibrium(
                &state, volumePressures: &pressures, pressures: [], settings: volume)
        }
        guard case .volumeNotKept(rounds: 1, dilatation: _, tolerance: 1e-12) = error else {
            Issue.record("\(String(describing: error)), expected volumeNotKept after one round")
            return
        }
    }
}
