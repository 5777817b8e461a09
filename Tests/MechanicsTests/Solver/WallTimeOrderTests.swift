import Geometry
import Glibc
import Mechanics
import Numerics
import TestSupport
import Testing

/// Order in time of the wall's step: viscosity, dampers and the cavity constraint by implicit Euler.
@Suite struct WallTimeOrderTests {
    /// A ventricle that fills and contracts smoothly against a compliance for 40 ms.
    private func end(steps: Int) throws -> (volume: Double, pressure: Double) {
        let model = try EllipsoidStepTests.model(elementSize: 30)
        let solver = try MechanicsSolver(model)
        solver.settings.forceTolerance = 1e-9
        var state = MechanicsState(model)
        let filled = try solver.equilibrium(&state, pressures: [1])
        let law = EllipsoidStepTests.reservoir(
            volume: filled.volumes[0], pressure: 1, compliance: 2000)
        let dt = 40 / Double(steps)
        // Starts and ends at rest, so that the beginning is no shock.
        func tension(_ time: Double) -> [Double] {
            let s = sin(.pi * time / 80)
            return [Double](repeating: 20 * s * s, count: model.pointCount)
        }
        for step in 0..<steps {
            let time = Double(step) * dt
            try solver.step(
                &state, dt: dt, calciumBefore: tension(time), calciumAfter: tension(time + dt),
                law: law)
        }
        return (solver.volumes(state)[0], state.pressures[0])
    }

    @Test func aStepOfTheWallIsOfFirstOrder() throws {
        let counts = [16, 32, 64, 128]
        let ends = try counts.map(end)
        let differences = zip(ends, ends.dropFirst()).map { abs($0.volume - $1.volume) }
        let order = observedOrder(
            spacings: counts.dropLast().map { 1 / Double($0) }, errors: differences)
        #expect(abs(order - 1) < 0.1, "order \(order), expected 1; differences \(differences) mm³")
    }
}
