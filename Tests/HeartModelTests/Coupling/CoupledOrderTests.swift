import Circulation
import Fibres
import Geometry
import Glibc
import Mechanics
import Numerics
import Quantities
import TestSupport
import Testing

/// Order in time of wall and blood together: the wall's step is implicit Euler, the loop's BDF2, so
/// the pair is of first order.
@Suite struct CoupledOrderTests {
    /// A coarse biventricle with fibres along the circumference.
    private static func wall() throws -> MechanicsModel {
        let mesh = try IdealBiventricle.adult.quadraticMesh(
            elementSize: 25, leftLayers: 1, rightLayers: 1)
        var frames: [FibreFrame] = []
        for t in 0..<mesh.tetCount {
            let middle = (0..<4).reduce(Vec3.zero) {
                $0 + 0.25 * mesh.points[Int(mesh.tets[10 * t + $1])]
            }
            let around = Vec3(-middle.y, middle.x, 0)
            let fibre = around.norm > 1e-6 ? around.normalized : Vec3(1, 0, 0)
            frames += [FibreFrame](
                repeating: FibreFrame(fibre: fibre, sheet: Vec3(0, 0, 1)), count: 4)
        }
        return try MechanicsModel(
            mesh: mesh, frames: frames, material: HolzapfelOgden.standard,
            supports: [
                .pericardium(stiffness: 0.2, damping: 5),
                .base(axis: Vec3(0, 0, 1), alongAxis: 0.2, acrossAxis: 0.2, damping: 5),
            ])
    }

    /// The reference loop with valves that open over some 20 mmHg: smooth enough to show an order.
    private static var loop: ClosedLoop<ChamberElastance, ValveDiode> {
        var loop = RegazzoniLoop.loop
        let soft = ValveDiode(
            openResistance: 0.05 * Units.mmHgSecondPerML,
            closedResistance: 1 * Units.mmHgSecondPerML, steepness: 0.05 / Units.mmHg)
        loop.systemic.outlet = soft
        loop.systemic.inlet = soft
        loop.pulmonary.outlet = soft
        loop.pulmonary.inlet = soft
        return loop
    }

    /// Ventricular pressures after 64 ms of a smooth contraction [kPa]. (The volumes, held by valves
    /// that hardly open, change so little that their errors of first and second order compete.)
    private static func end(steps: Int, wall: MechanicsModel) throws -> [Double] {
        let solver = try MechanicsSolver(wall)
        solver.settings.forceTolerance = 1e-9
        var state = MechanicsState(wall)
        let filled = try solver.equilibrium(&state, pressures: [1, 0.5])
        var blood = RegazzoniLoop.initialState
        blood.leftVentricleVolume = filled.volumes[0]
        blood.rightVentricleVolume = filled.volumes[1]
        var memory = LoopMemory(blood)
        let loop = Self.loop
        let dt = 64 / Double(steps)
        func tension(_ time: Double) -> [Double] {
            let s = sin(.pi * time / 128)
            return [Double](repeating: 30 * s * s, count: wall.pointCount)
        }
        for step in 0..<steps {
            let time = Double(step) * dt
            func answer(_ pressures: [Double]) throws -> CoupledStep {
                try loop.step(
                    memory, time: time, dt: dt, leftPressure: pressures[0],
                    rightPressure: pressures[1], scheme: .bdf2)
            }
            try solver.step(
                &state, dt: dt, calciumBefore: tension(time), calciumAfter: tension(time + dt)
            ) { pressures in
                let step = try answer(pressures)
                let d = step.derivative
                return CavityResponse(
                    volumes: [step.leftVolume, step.rightVolume],
                    derivative: [d.x, d.y, d.z, d.w])
            }
            memory = try answer(state.pressures).memory
        }
        // What the blood says and what the wall encloses is the same.
        for (a, b) in zip(
            solver.volumes(state),
            [memory.state.leftVentricleVolume, memory.state.rightVentricleVolume])
        {
            #expect(abs(a - b) <= 2 * solver.settings.volumeTolerance, "\(a) and \(b) mm³")
        }
        return state.pressures
    }

    @Test func aCoupledStepIsOfFirstOrder() throws {
        let wall = try Self.wall()
        let counts = [16, 32, 64, 128]
        let ends = try counts.map { try Self.end(steps: $0, wall: wall) }
        for side in 0..<2 {
            let differences = zip(ends, ends.dropFirst()).map { abs($0[side] - $1[side]) }
            let order = observedOrder(
                spacings: counts.dropLast().map { 1 / Double($0) }, errors: differences)
            #expect(
                abs(order - 1) < 0.1,
                "cavity \(side): order \(order), expected 1; differences \(differences) kPa")
        }
    }
}
