import Geometry
import Mechanics
import Numerics
import Testing

/// A wall with the image as its reference and the same wall with its unloaded shape as its reference.
@Suite struct WallReferenceTests {
    /// One wall with both references; everything that could depend on the reference is switched on.
    private struct Walls: Sendable {
        /// Pressure in the image [kPa].
        static let pressure = 1.0
        let image: MechanicsModel
        let unloaded: MechanicsModel
        let found: Prestress

        init() throws {
            let plain = try EllipsoidStepTests.model()
            let model = try MechanicsModel(
                mesh: plain.mesh, frames: plain.frames, material: plain.material, viscosity: 50,
                activeTension: StretchSpring(),
                activeStress: ActiveStress(transverseFraction: 0.2), supports: plain.supports,
                valvePlaneStiffness: 20, cavities: [.lvEndocardium],
                passiveScale: TestMeshes.noise(plain.pointCount, seed: 3).map { 1 + 0.3 * $0 })
            let solver = try MechanicsSolver(model)
            found = try Prestress.find(solver, pressures: [Self.pressure])
            var state = found.loaded
            solver.settings.forceTolerance = WallReferenceTests.forceTolerance
            try solver.equilibrium(&state, pressures: [0])
            image = solver.model
            unloaded = try image.withReference(image.reference(displacedBy: state.displacement))
        }
    }

    /// Relative out-of-balance force: both walls must be nearer to their solutions than to each other.
    private static let forceTolerance = 1e-11
    /// Largest accepted distance of a node from its twin [mm].
    private static let tolerance = 1e-6
    private static let walls = Result { try Walls() }

    private let image: MechanicsSolver
    private let unloaded: MechanicsSolver
    private let found: Prestress

    init() throws {
        let walls = try Self.walls.get()
        image = try MechanicsSolver(walls.image)
        unloaded = try MechanicsSolver(walls.unloaded)
        found = walls.found
        image.settings.forceTolerance = Self.forceTolerance
        unloaded.settings.forceTolerance = Self.forceTolerance
    }

    /// Largest distance of nodes of the two walls [mm].
    private func distance(_ inImage: [Double], _ inUnloaded: [Double]) -> Double {
        zip(image.model.positions(inImage), unloaded.model.positions(inUnloaded))
            .reduce(0) { max($0, ($1.0 - $1.1).norm) }
    }

    @Test func theReferenceIsAtRestWithoutPressure() throws {
        let still = MechanicsState(unloaded.model)
        let free = try unloaded.forces(displacement: still.displacement)
        let load = LoadCase(pressures: [Walls.pressure])
        let loaded = try unloaded.forces(displacement: still.displacement, load: load)
        func norm(_ v: [Double]) -> Double { v.reduce(0) { $0 + $1 * $1 }.squareRoot() }
        #expect(norm(free) < 1e-8 * norm(loaded), "\(norm(free)) mN, loaded \(norm(loaded)) mN")
        #expect(unloaded.model.largestDistanceFromImage(still.displacement) > 1)
    }

    /// Loading from zero leads back to the image, as near as the prestress had kept it.
    @Test func thePressureBringsTheImageBack() throws {
        var state = MechanicsState(unloaded.model)
        try unloaded.equilibrium(&state, pressures: [Walls.pressure])
        let distance = unloaded.model.largestDistanceFromImage(state.displacement)
        let allowed = Prestress.Settings().largestTolerance
        #expect(distance < allowed, "\(distance) mm from the image, allowed \(allowed)")
        // The prestress was found with the tolerance of forces of the standard settings, 1e-6.
        #expect(abs(distance - found.largestDistance) < 1e-4, "\(found.largestDistance) mm")
    }

    @Test(arguments: [(0.3, 0.0), (1.7, 0.0), (1.0, 10.0), (4.0, 30.0)])
    func equilibriaAreTheSame(pressure: Double, tension: Double) throws {
        let tensions = [Double](repeating: tension, count: image.model.pointCount)
        var inImage = found.loaded
        try image.equilibrium(&inImage, pressures: [pressure], tension: tensions)
        var inUnloaded = MechanicsState(unloaded.model)
        try unloaded.equilibrium(&inUnloaded, pressures: [pressure], tension: tensions)
        let apart = distance(inImage.displacement, inUnloaded.displacement)
        #expect(apart < Self.tolerance, "\(apart) mm apart, allowed \(Self.tolerance)")
        for (a, b) in zip(inImage.stretch, inUnloaded.stretch) { #expect(abs(a - b) < 1e-7) }
    }

    /// Steps with viscosity, dampers, tension that depends on stretch and its rate, and a reservoir.
    @Test func stepsAreTheSame() throws {
        let points = image.model.pointCount
        func end(_ solver: MechanicsSolver) throws -> MechanicsState {
            var state = MechanicsState(solver.model)
            state.displacement = solver.model.displacementToImage
            try solver.equilibrium(&state, pressures: [Walls.pressure])
            let law = EllipsoidStepTests.reservoir(
                volume: solver.volumes(state)[0], pressure: Walls.pressure, compliance: 2000)
            for step in 0..<6 {
                try solver.step(
                    &state, dt: 2,
                    calciumBefore: [Double](repeating: 4 * Double(step), count: points),
                    calciumAfter: [Double](repeating: 4 * Double(step + 1), count: points),
                    law: law)
            }
            return state
        }
        let inImage = try end(image)
        let inUnloaded = try end(unloaded)
        let apart = distance(inImage.displacement, inUnloaded.displacement)
        #expect(apart < Self.tolerance, "\(apart) mm apart, allowed \(Self.tolerance)")
        #expect(abs(inImage.pressures[0] - inUnloaded.pressures[0]) < 1e-6)
        #expect(inImage.pressures[0] > 1.5, "\(inImage.pressures[0]) kPa")
        let moved = image.model.largestDistanceFromImage(inImage.displacement)
        #expect(moved > 0.5, "\(moved) mm")
    }

    /// Steps with inertia, whose viscous stress comes from velocities.
    @Test func movingWallsAreTheSame() throws {
        func end(_ model: MechanicsModel) throws -> [Double] {
            let solver = try DynamicSolver(model)
            solver.solver.settings.forceTolerance = 1e-10
            var motion = WallMotion(unknowns: model.unknownCount)
            motion.displacement = model.displacementToImage
            for step in 1...5 {
                try solver.step(
                    &motion, dt: 1,
                    load: WallLoad(
                        pressures: [Walls.pressure + 0.2 * Double(step)],
                        tension: 2 * Double(step)))
            }
            return motion.displacement
        }
        let inImage = try end(image.model)
        let apart = distance(inImage, try end(unloaded.model))
        #expect(apart < Self.tolerance, "\(apart) mm apart, allowed \(Self.tolerance)")
        let moved = image.model.largestDistanceFromImage(inImage)
        #expect(moved > 0.05, "\(moved) mm")
    }

    /// Volumetric pressures at the vertices weigh the volumes of stress-free muscle.
    @Test func incompressibleEquilibriaAreTheSame() throws {
        var volume = MechanicsSolver.VolumeSettings()
        volume.dilatationTolerance = 1e-8
        volume.maximumRounds = 200
        func end(_ solver: MechanicsSolver) throws -> [Double] {
            var state = MechanicsState(solver.model)
            state.displacement = solver.model.displacementToImage
            var pressures: [Double] = []
            try solver.incompressibleEquilibrium(
                &state, volumePressures: &pressures, pressures: [1.2], settings: volume)
            return state.displacement
        }
        let apart = distance(try end(image), try end(unloaded))
        #expect(apart < Self.tolerance, "\(apart) mm apart, allowed \(Self.tolerance)")
    }

    /// The change back is none.
    @Test func theImageCanBecomeTheReferenceAgain() throws {
        let again = try unloaded.model.withReference(
            unloaded.model.reference(displacedBy: unloaded.model.displacementToImage))
        #expect(
            again.largestDistanceFromImage([Double](repeating: 0, count: again.unknownCount))
                < 1e-12)
        for (a, b) in zip(again.prestress, image.model.prestress) {
            let d = a - b
            #expect((d.transpose * d).trace < 1e-24)
        }
    }
}
