import FiniteElements
import Geometry
import Glibc
import Mechanics
import Numerics
import Testing
import TestSupport

/// Inertia and the generalised-α method.
@Suite struct DynamicSolverTests {
    private static let size = Vec3(20, 10, 10)

    /// A block on springs and dampers, pulled by its fibres and pressed from one side.
    private func block(
        supports: Bool = true, viscosity: Double = 100, cells: (Int, Int, Int) = (2, 1, 1)
    ) throws -> MechanicsModel {
        let mesh = try TestMeshes.box(
            cells: cells, size: Self.size, tag: { $0.x < 1e-9 ? .base : .epicardium })
        let pressed = mesh.triangles(tagged: .epicardium)
        let held: [SurfaceSupport] =
            supports
            ? [
                SurfaceSupport(
                    surface: .base, direction: .normal, stiffness: 5, tangentialStiffness: 5,
                    damping: 20, tangentialDamping: 20)
            ] : []
        return try MechanicsModel(
            mesh: mesh,
            frames: TestMeshes.frames(mesh, fibre: Vec3(0.6, 0.8, 0), sheet: Vec3(-0.8, 0.6, 0)),
            material: NeoHookean.standard, incompressibility: .pointwise(bulkModulus: 100),
            viscosity: viscosity, activeStress: ActiveStress(measure: .secondPiola),
            supports: held, cavities: [],
            pressureSurfaces: [PressureSurface(triangles: Array(pressed.prefix(24)))])
    }

    @Test func theKineticEnergyOfRigidMotionIsExact() throws {
        let model = try block()
        let solver = try DynamicSolver(model, density: 1.5)
        var motion = WallMotion(unknowns: model.unknownCount)
        // Velocities v + ω e_z × x: mass m, moments of inertia of a box.
        let (v, omega) = (0.3, 0.02)
        for (node, x) in model.mesh.points.enumerated() {
            motion.velocity[3 * node] = v - omega * x.y
            motion.velocity[3 * node + 1] = omega * x.x
        }
        let s = Self.size
        let mass = 1.5 * s.x * s.y * s.z
        let expected =
            0.5 * mass * (v * v - v * omega * s.y + omega * omega * (s.x * s.x + s.y * s.y) / 3)
        let energy = solver.kineticEnergy(motion)
        #expect(abs(energy / expected - 1) < 1e-12, "\(energy) µJ, expected \(expected)")
    }

    @Test func aFreeBodyGoesOnMoving() throws {
        let model = try block(supports: false)
        let solver = try DynamicSolver(model)
        var motion = WallMotion(unknowns: model.unknownCount)
        for node in model.mesh.points.indices { motion.velocity[3 * node] = 0.1 }
        for _ in 0..<10 { try solver.step(&motion, dt: 2, load: WallLoad()) }
        for node in model.mesh.points.indices {
            #expect(abs(motion.displacement[3 * node] - 2) < 1e-9)
            #expect(abs(motion.displacement[3 * node + 1]) < 1e-9)
        }
    }

    @Test func constantForcesMoveAFreeBodyOnAParabola() throws {
        // A closed surface under constant pressure has no resultant; the momentum stays as it was.
        let model = try block(supports: false)
        let solver = try DynamicSolver(model)
        solver.solver.settings.forceTolerance = 1e-10
        var motion = WallMotion(unknowns: model.unknownCount)
        for _ in 0..<20 { try solver.step(&motion, dt: 1, load: WallLoad(tension: 2)) }
        var unit = motion
        for i in unit.velocity.indices { unit.velocity[i] = i % 3 == 0 ? 1 : 0 }
        var sum = motion
        for i in sum.velocity.indices { sum.velocity[i] += unit.velocity[i] }
        // p = M v·1 from the energies of v + 1, v and 1.
        let momentum =
            solver.kineticEnergy(sum) - solver.kineticEnergy(motion) - solver.kineticEnergy(unit)
        let scale = (solver.kineticEnergy(motion) * solver.kineticEnergy(unit)).squareRoot()
        #expect(scale > 0)
        #expect(abs(momentum) < 1e-7 * scale, "momentum \(momentum) of \(scale)")
    }

    @Test func theBenchmarksSchemeHasASpectralRadiusOfTwoThirds() {
        let scheme = GeneralisedAlpha(spectralRadius: 2.0 / 3)
        let published = GeneralisedAlpha.arostica2025
        #expect(abs(scheme.alphaM - 0.2) < 1e-12 && abs(scheme.alphaF - 0.4) < 1e-12)
        #expect(abs(published.gamma - 0.7) < 1e-12 && abs(published.beta - 0.36) < 1e-12)
    }

    @Test func theViscousStiffnessIsThatOfTheForces() throws {
        // Few iterations with a fresh factor: a wrong stiffness would need many.
        let model = try block()
        let solver = try DynamicSolver(model)
        var motion = WallMotion(unknowns: model.unknownCount)
        let report = try solver.step(
            &motion, dt: 1, load: WallLoad(surfacePressures: [0.5], tension: 5))
        #expect(report.iterations <= 6, "\(report.iterations) iterations")
    }

    /// Displacement of the far corner after 40 ms of smooth loads.
    private func end(steps: Int, scheme: GeneralisedAlpha) throws -> Vec3 {
        let model = try block()
        let solver = try DynamicSolver(model, density: 20, scheme: scheme)
        solver.solver.settings.forceTolerance = 1e-8
        var motion = WallMotion(unknowns: model.unknownCount)
        let dt = 40 / Double(steps)
        for step in 0..<steps {
            let time = scheme.loadTime(end: Double(step + 1) * dt, dt: dt)
            // Starts with zero slope and curvature: no shock at the beginning.
            let s = sin(.pi * time / 80)
            try solver.step(
                &motion, dt: dt,
                load: WallLoad(surfacePressures: [0.5 * s * s * s], tension: 5 * s * s * s * s))
        }
        let corner = model.mesh.points.indices.max {
            model.mesh.points[$0].norm < model.mesh.points[$1].norm
        }
        let node = 3 * (corner ?? 0)
        return Vec3(
            motion.displacement[node], motion.displacement[node + 1],
            motion.displacement[node + 2])
    }

    @Test(arguments: [0.0, 2.0 / 3, 1.0])
    func stepsAreOfSecondOrder(spectralRadius: Double) throws {
        let scheme = GeneralisedAlpha(spectralRadius: spectralRadius)
        let counts = [80, 160, 320, 640]
        let ends = try counts.map { try end(steps: $0, scheme: scheme) }
        let errors = zip(ends, ends.dropFirst()).map { ($0 - $1).norm }
        let order = observedOrder(
            spacings: counts.dropLast().map { 1 / Double($0) }, errors: errors)
        #expect(
            abs(order - 2) < 0.1,
            "ρ∞ \(spectralRadius): order \(order), expected 2; differences \(errors) mm")
    }
}
