import Geometry
import Mechanics
import Numerics
import Testing

/// Walls that nothing, or next to nothing, pulls at.
@Suite struct UnloadedWallTests {
    /// A curved plate, free but for springs, without viscosity.
    private func model(_ contraction: any ActiveTensionModel) throws -> MechanicsModel {
        let mesh = try TestMeshes.box(
            cells: (2, 2, 1), size: Vec3(20, 20, 10),
            warp: { $0 + 0.2 * Vec3($0.y * $0.z / 20, $0.x * $0.z / 20, $0.x * $0.y / 20) })
        return try MechanicsModel(
            mesh: mesh, frames: TestMeshes.frames(mesh), material: HolzapfelOgden.standard,
            viscosity: 0, activeTension: contraction,
            supports: [.pericardium(stiffness: 0.1, damping: 0)], cavities: [])
    }

    private func steps(
        _ contraction: any ActiveTensionModel, input: Double
    ) throws -> (displacement: Double, residual: Double) {
        let model = try model(contraction)
        let solver = try MechanicsSolver(model)
        var state = MechanicsState(model)
        let input = [Double](repeating: input, count: model.pointCount)
        var residual = 0.0
        for _ in 0..<5 {
            let report = try solver.step(
                &state, dt: 1, calciumBefore: input, calciumAfter: input
            ) { _ in CavityResponse(volumes: [], derivative: []) }
            residual = max(residual, report.forceResidual)
        }
        return (state.displacement.map(abs).max() ?? .infinity, residual)
    }

    /// Forces of tension below the rounding of those of the bulk modulus cannot be balanced to a part in
    /// a million: what is left is rounding, and counts as none.
    @Test(arguments: [0, 1e-12, 1e-10, 1e-8, 1e-6, 1e-3])
    func aWallWithHardlyAnyTensionTakesItsSteps(tension: Double) throws {
        let (largest, residual) = try steps(ActiveTensionPrescribed(), input: tension)
        // Softer than 0.1 kPa nothing here is: 20 mm move by less than 20 mm · tension / 0.1 kPa.
        #expect(largest <= 200 * tension + 1e-9, "\(largest) mm at \(tension) kPa")
        if tension <= 1e-8 {
            // Not by a part in a million of the forces, but all the same balanced to the last bits.
            #expect(residual > 1e-4, "relative residual \(residual) at \(tension) kPa")
        }
    }

    @Test func muscleWithoutCalciumTakesItsSteps() throws {
        let (largest, _) = try steps(Land2017(), input: 1e-3)
        #expect(largest < 1e-6, "\(largest) mm")
    }
}
