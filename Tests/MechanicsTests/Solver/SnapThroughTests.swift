import FiniteElements
import Geometry
import Mechanics
import Numerics
import Testing

/// A shallow arch, clamped at both ends, that pressure from above snaps through to hang below.
///
/// On the way its stiffness is indefinite, and inertia, small at steps longer than the snap, does not make
/// it definite. The true stiffness with its negative pivots takes 24 factorisations; leaving out parts of
/// it and shifting its diagonal until it is positive definite took 75.
@Suite struct SnapThroughTests {
    private static let length = 40.0
    private static let rise = 4.0
    /// Of the pressure that rises from zero [kPa/ms].
    private static let pressureRate = 0.002

    private func arch() throws -> MechanicsModel {
        let size = Vec3(Self.length, 4, 1.5)
        let mesh = try TestMeshes.box(
            cells: (10, 1, 1), size: size,
            warp: { x in
                let s = 2 * x.x / Self.length - 1
                return x + Vec3(0, 0, Self.rise * (1 - s * s))
            }, tag: { $0.z > size.z - 1e-9 ? .lvEndocardium : .epicardium })
        return try MechanicsModel(
            mesh: mesh, frames: TestMeshes.frames(mesh),
            material: try NeoHookean(values: ["mu": 30]),
            incompressibility: .pointwise(bulkModulus: 100), viscosity: 10,
            activeStress: ActiveStress(measure: .secondPiola), cavities: [],
            pressureSurfaces: [PressureSurface(mesh, surface: .lvEndocardium)],
            isFixed: mesh.points.flatMap {
                let isEnd = $0.x < 1e-9 || $0.x > Self.length - 1e-9
                return [isEnd, isEnd || $0.y < 1e-9 || $0.y > size.y - 1e-9, isEnd]
            })
    }

    @Test func aShallowArchSnapsThroughInFewIterations() throws {
        let model = try arch()
        let solver = try DynamicSolver(model, density: 0.0001)
        let crown = try #require(
            model.mesh.points.indices.max { model.mesh.points[$0].z < model.mesh.points[$1].z })
        var motion = WallMotion(unknowns: model.unknownCount)
        var total = MechanicsReport()
        var largestStep = 0.0
        for _ in 0..<20 {
            let before = motion.displacement[3 * crown + 2]
            let report = try solver.step(
                &motion, dt: 1, halvings: 0,
                load: { WallLoad(surfacePressures: [Self.pressureRate * $0]) })
            total.absorb(report)
            largestStep = max(largestStep, before - motion.displacement[3 * crown + 2])
        }
        let sag = motion.displacement[3 * crown + 2]
        #expect(sag < -1.5 * Self.rise, "crown at \(sag) mm, expected below \(-1.5 * Self.rise)")
        #expect(largestStep > Self.rise, "\(largestStep) mm in a step: no snap")
        #expect(total.negativePivots > 0, "no indefinite stiffness on the way")
        #expect(total.factorisations <= 30, "\(total.factorisations) factorisations")
    }

    @Test func stepsThatFailAreHalved() throws {
        let solver = try DynamicSolver(try arch(), density: 0.0001)
        solver.solver.settings.maximumIterations = 6
        var motion = WallMotion(unknowns: solver.model.unknownCount)
        let load = { WallLoad(surfacePressures: [Self.pressureRate * $0]) }
        var total = MechanicsReport()
        for _ in 0..<14 {
            total.absorb(try solver.step(&motion, dt: 1, halvings: 5, load: load))
        }
        #expect(total.halvings > 0)
        #expect(abs(motion.time - 14) < 1e-12, "\(motion.time) ms, expected 14 ms")
        // And a step that fails for good leaves the motion as it was.
        let before = motion
        solver.solver.settings.maximumIterations = 1
        #expect(throws: MechanicsError.self) {
            try solver.step(&motion, dt: 1, halvings: 0, load: load)
        }
        #expect(motion == before)
    }
}
