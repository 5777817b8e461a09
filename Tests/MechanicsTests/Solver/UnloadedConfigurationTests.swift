import Geometry
import Mechanics
import Numerics
import Testing

@Suite struct UnloadedConfigurationTests {
    /// A known shape, inflated, is the image; the search must find the shape again.
    @Test func inflationIsUndone() throws {
        let model = try EllipsoidStepTests.model()
        let solver = try MechanicsSolver(model)
        var state = MechanicsState(model)
        try solver.equilibrium(&state, pressures: [0.8])
        let image = solver.positions(state)
        // The fibres ride on their material points here: frames by position would be others.
        let imaged = try model.withReference(image, frames: model.frames)
        let search = try MechanicsSolver(imaged)
        let found = try UnloadedConfiguration.find(search, pressures: [0.8]) { _ in model.frames }
        #expect(found.distance < 0.1, "\(found.distance) mm from the image, allowed 0.1")
        let errors = zip(found.points, model.mesh.points).map { ($0 - $1).norm }
        let typical = (errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)).squareRoot()
        #expect(typical < 0.2, "\(typical) mm from the shape it began with, allowed 0.2")
        let volume = model.cavities[0].volume(found.points)
        let expected = model.cavities[0].volume(model.mesh.points)
        #expect(
            abs(volume / expected - 1) < 5e-3, "volume \(volume), expected \(expected) ± 0.5 %")
        #expect(search.model.mesh.points == found.points)
    }

    @Test func givingUpRestoresTheImage() throws {
        let model = try EllipsoidStepTests.model()
        let solver = try MechanicsSolver(model)
        var settings = UnloadedConfiguration.Settings()
        settings.maximumIterations = 2
        #expect(throws: MechanicsError.self) {
            try UnloadedConfiguration.find(solver, pressures: [0.5], settings: settings) { _ in
                model.frames
            }
        }
        #expect(solver.model.mesh.points == model.mesh.points)
    }
}
