import Fibres
import Geometry
import Mechanics
import Numerics
import Quantities
import Testing

/// Tension rising with stretch and calcium: exercises the active tangent.
struct StretchSpring: ActiveTensionModel {
    static let card = ModelCard(
        identifier: "stretch-spring", summary: "test", source: "test", states: ["last"])

    static let input = ActiveTensionInput.calcium

    init() {}
    init(parameters given: [String: Double]) throws(ParameterError) {}

    var restingState: [Double] { [0] }

    func advance(_ batch: ActiveTensionBatch, dt: Double) {
        for i in 0..<batch.count {
            let rate = (batch.stretchAfter[i] - batch.stretchBefore[i]) / dt
            let slope = batch.calciumAfter[i]
            batch.tension[i] = slope * (1 + 2 * (batch.stretchAfter[i] - 1) + 3 * rate)
            batch.tensionDerivative[i] = slope * (2 + 3 / dt)
            batch.stateAfter[i] = batch.stateBefore[i] + dt
        }
    }
}

@Suite struct WallForcesTests {
    /// Curved edges, an open box of wall around a pit that counts as the cavity, all terms switched
    /// on.
    static func solver(
        _ incompressibility: Incompressibility, measure: ActiveStress.Measure = .nominal
    ) throws -> MechanicsSolver {
        let mesh = try TestMeshes.box(
            cells: (2, 2, 2), size: Vec3(4, 5, 6),
            warp: { Vec3($0.x + 0.02 * $0.y * $0.z, $0.y - 0.01 * $0.x * $0.x, $0.z) },
            tag: { $0.z > 5.9 ? .lvEndocardium : ($0.x < 0.1 ? .base : .epicardium) })
        let model = try MechanicsModel(
            mesh: mesh,
            frames: TestMeshes.frames(
                mesh, fibre: Vec3(0.6, 0.8, 0), sheet: Vec3(-0.48, 0.36, 0.8)),
            material: HolzapfelOgden.standard, incompressibility: incompressibility,
            viscosity: 3, activeTension: StretchSpring(),
            activeStress: ActiveStress(measure: measure, transverseFraction: 0.3),
            supports: [
                .pericardium(stiffness: 0.3, damping: 0.5),
                .base(axis: Vec3(0, 0.6, 0.8), alongAxis: 0.1, acrossAxis: 0.7, damping: 0.2),
            ],
            valvePlaneStiffness: 5, cavities: [.lvEndocardium],
            passiveScale: TestMeshes.noise(mesh.tetCount * 4, seed: 3).map { 1 + $0 },
            activeScale: TestMeshes.noise(mesh.tetCount * 4, seed: 4).map { 1 + $0 },
            prestress: prestress(points: mesh.tetCount * 4))
        return try MechanicsSolver(model)
    }

    /// A stretch and shear that differs from point to point.
    static func prestress(points: Int) -> [Mat3] {
        let a = TestMeshes.noise(9 * points, seed: 5).map { 0.05 * $0 }
        return (0..<points).map { p in
            let row = { (i: Int) in Vec3(a[9 * p + i], a[9 * p + i + 1], a[9 * p + i + 2]) }
            return Mat3.identity + Mat3(rows: row(0), row(3), row(6))
        }
    }

    static func load(_ solver: MechanicsSolver) -> LoadCase {
        var before = MechanicsState(solver.model)
        before.displacement = TestMeshes.noise(solver.model.unknownCount, seed: 11).map { 0.1 * $0 }
        before.stretch = solver.fibreStretch(displacement: before.displacement)
        let calcium = TestMeshes.noise(solver.model.pointCount, seed: 12).map { 5 + $0 }
        return LoadCase(
            pressures: [1.7],
            step: LoadCase.Step(
                dt: 2, before: before, calciumBefore: calcium, calciumAfter: calcium))
    }

    @Test(arguments: [
        Incompressibility.meanDilatation(bulkModulus: 40), .pointwise(bulkModulus: 40),
    ])
    func stiffnessIsTheDerivativeOfTheForces(incompressibility: Incompressibility) throws {
        for measure in [ActiveStress.Measure.nominal, .secondPiola] {
            let solver = try Self.solver(incompressibility, measure: measure)
            let load = Self.load(solver)
            let n = solver.model.unknownCount
            let u = TestMeshes.noise(n, seed: 21).map { 0.12 * $0 }
            let direction = TestMeshes.noise(n, seed: 22)
            let product = try solver.stiffness(displacement: u, load: load).applied(to: direction)
            let h = 1e-6
            let plus = try solver.forces(
                displacement: zip(u, direction).map { $0 + h * $1 }, load: load)
            let minus = try solver.forces(
                displacement: zip(u, direction).map { $0 - h * $1 }, load: load)
            let scale = product.map(abs).max() ?? 1
            var worst = 0.0
            for i in 0..<n {
                worst = max(worst, abs((plus[i] - minus[i]) / (2 * h) - product[i]) / scale)
            }
            #expect(worst < 1e-7, "\(measure): relative difference \(worst), allowed 1e-7")
        }
    }

    @Test(arguments: [
        Incompressibility.meanDilatation(bulkModulus: 40), .pointwise(bulkModulus: 40),
    ])
    func forcesAreTheDerivativeOfTheEnergy(incompressibility: Incompressibility) throws {
        let mesh = try TestMeshes.box(cells: (2, 1, 1), size: Vec3(2, 1, 1))
        let model = try MechanicsModel(
            mesh: mesh, frames: TestMeshes.frames(mesh), material: HolzapfelOgden.standard,
            incompressibility: incompressibility, cavities: [])
        let solver = try MechanicsSolver(model)
        let n = model.unknownCount
        let u = TestMeshes.noise(n).map { 0.1 * $0 }
        let forces = try solver.forces(displacement: u)
        let direction = TestMeshes.noise(n, seed: 9)
        let h = 1e-6
        let rise =
            try solver.storedEnergy(displacement: zip(u, direction).map { $0 + h * $1 })
            - solver.storedEnergy(displacement: zip(u, direction).map { $0 - h * $1 })
        let observed = rise / (2 * h)
        let expected = zip(forces, direction).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(
            abs(observed - expected) < 1e-7 * abs(expected), "\(observed), expected \(expected)")
    }

    /// The stress of a homogeneous deformation is constant, so interior nodes feel nothing, on
    /// straight-sided elements exactly.
    @Test(arguments: [
        Incompressibility.meanDilatation(bulkModulus: 40), .pointwise(bulkModulus: 40),
    ])
    func patchTest(incompressibility: Incompressibility) throws {
        let mesh = try TestMeshes.box(
            cells: (3, 3, 3), size: Vec3(3, 3, 3), tag: { _ in .epicardium })
        let solver = try MechanicsSolver(
            MechanicsModel(
                mesh: mesh,
                frames: TestMeshes.frames(
                    mesh, fibre: Vec3(0.6, 0.8, 0), sheet: Vec3(-0.48, 0.36, 0.8)),
                material: HolzapfelOgden.standard, incompressibility: incompressibility,
                cavities: []))
        let H = Mat3(rows: Vec3(0.1, 0.05, -0.02), Vec3(0.03, -0.08, 0.06), Vec3(0, 0.04, 0.02))
        let u = mesh.points.flatMap { p -> [Double] in
            let v = H * p
            return [v.x, v.y, v.z]
        }
        let forces = try solver.forces(displacement: u)
        let boundary = Set(mesh.triangles)
        var interior = 0.0
        for node in 0..<mesh.points.count where !boundary.contains(Int32(node)) {
            for i in 0..<3 { interior = max(interior, abs(forces[3 * node + i])) }
        }
        let largest = forces.map(abs).max() ?? 1
        #expect(interior < 1e-12 * largest, "\(interior / largest), allowed 1e-12 of the largest")
    }

    @Test func rigidMotionGivesNoForce() throws {
        let mesh = try TestMeshes.box(
            cells: (2, 2, 2), size: Vec3(2, 2, 2),
            warp: { Vec3($0.x + 0.05 * $0.y * $0.z, $0.y, $0.z) })
        let solver = try MechanicsSolver(
            MechanicsModel(
                mesh: mesh, frames: TestMeshes.frames(mesh), material: HolzapfelOgden.standard,
                cavities: []))
        let Q = Mat3(
            rows: Vec3(0.36, 0.48, -0.8), Vec3(-0.8, 0.6, 0), Vec3(0.48, 0.64, 0.6))
        let u = mesh.points.flatMap { p -> [Double] in
            let v = Q * p - p + Vec3(1, 2, 3)
            return [v.x, v.y, v.z]
        }
        let largest = try solver.forces(displacement: u).map(abs).max() ?? 1
        #expect(largest < 1e-10, "\(largest) mN, allowed 1e-10 (bulk modulus 1000 kPa)")
    }

    /// Blocks are stored once; what must be symmetric on its own are those on the diagonal.
    @Test func stiffnessIsSymmetric() throws {
        let solver = try Self.solver(.standard)
        let load = Self.load(solver)
        let n = solver.model.unknownCount
        let matrix = try solver.stiffness(
            displacement: TestMeshes.noise(n).map { 0.1 * $0 }, load: load)
        let scale = matrix.values.map(abs).max() ?? 1
        for node in 0..<n / 3 {
            let p = 9 * matrix.pattern.diagonalPosition(node)
            for (i, j) in [(1, 3), (2, 6), (5, 7)] {
                let difference = abs(matrix.values[p + i] - matrix.values[p + j])
                #expect(difference < 1e-13 * scale, "node \(node): \(difference / scale)")
            }
        }
    }
}
