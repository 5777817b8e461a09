import Fibres
import FiniteElements
import Geometry
import Mechanics
import Numerics
import Testing

@Suite struct PrestressTests {
    /// The imaged shape is in equilibrium at its pressure, and stays where it is.
    @Test func theImagedShapeCarriesItsPressure() throws {
        let model = try EllipsoidStepTests.model()
        let solver = try MechanicsSolver(model)
        let found = try Prestress.find(solver, pressures: [1.0])
        #expect(found.distance < 0.05, "\(found.distance) mm from the image, allowed 0.05")
        let volume = solver.volumes(found.loaded)[0]
        let imaged = model.cavities[0].volume(model.mesh.points)
        #expect(abs(volume / imaged - 1) < 5e-3, "\(volume) mm³, expected \(imaged) ± 0.5 %")
        let forces = try solver.forces(
            displacement: found.loaded.displacement, load: LoadCase(pressures: [1.0]))
        let free = try solver.forces(displacement: found.loaded.displacement)
        func norm(_ v: [Double]) -> Double { v.reduce(0) { $0 + $1 * $1 }.squareRoot() }
        #expect(norm(forces) < 1e-5 * norm(free), "\(norm(forces)) mN of \(norm(free)) mN")
    }

    /// A known shape inflated is the image: without pressure it must fall back to nearly that volume.
    /// Not exactly, because the stretch found is one of many that carry the pressure.
    @Test func deflationGivesTheVolumeBack() throws {
        let plain = try EllipsoidStepTests.model()
        /// The wall of given node positions on springs too soft to matter.
        func soft(_ points: [Vec3]) throws -> MechanicsSolver {
            var mesh = plain.mesh
            mesh.points = points
            return try MechanicsSolver(
                try MechanicsModel(
                    mesh: mesh, frames: plain.frames, material: plain.material,
                    supports: [
                        .base(axis: Vec3(0, 0, 1), alongAxis: 1e-3, acrossAxis: 1e-3, damping: 0)
                    ], cavities: [.lvEndocardium]))
        }
        let known = try soft(plain.mesh.points)
        var inflated = MechanicsState(known.model)
        let unloaded = known.volumes(inflated)[0]
        try known.equilibrium(&inflated, pressures: [0.8])
        let imaged = known.volumes(inflated)[0]
        let search = try soft(known.positions(inflated))
        var found = try Prestress.find(search, pressures: [0.8]).loaded
        try search.equilibrium(&found, pressures: [0])
        let deflated = search.volumes(found)[0]
        // A tenth of the volume that the pressure adds.
        #expect(
            abs(deflated - unloaded) < 0.1 * (imaged - unloaded),
            "deflated \(deflated) mm³, began with \(unloaded), imaged \(imaged)")
    }

    @Test func givingUpRestoresTheModel() throws {
        let solver = try MechanicsSolver(try EllipsoidStepTests.model())
        var settings = Prestress.Settings()
        settings.maximumIterations = 2
        #expect(throws: MechanicsError.self) {
            try Prestress.find(solver, pressures: [1.0], settings: settings)
        }
        #expect(solver.model.prestress.isEmpty)
    }

    /// F H is all a law sees: the stretch of a displacement on top of a prestress is their product.
    @Test func stretchIsThatOfTheProduct() throws {
        let model = try EllipsoidStepTests.model()
        let solver = try MechanicsSolver(model)
        let stretch = Mat3(rows: Vec3(1.1, 0.05, 0), Vec3(0, 0.95, 0), Vec3(0, 0.02, 0.97))
        let plain = model.frames.map { (stretch * $0.fibre).norm }
        try solver.setPrestress([Mat3](repeating: stretch, count: model.pointCount))
        let u = [Double](repeating: 0, count: model.unknownCount)
        let observed = solver.fibreStretch(displacement: u)
        let worst = zip(observed, plain).map { abs($0 - $1) }.max() ?? .infinity
        #expect(worst < 1e-12, "largest difference \(worst), allowed 1e-12")
    }
}
