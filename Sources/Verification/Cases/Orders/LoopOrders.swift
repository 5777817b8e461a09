import Circulation
import Glibc
import Quantities

/// Orders in time of the closed loop: by itself, and as the wall sees it.
///
/// The loop is that of Regazzoni et al. 2022 with valves that open over some 20 mmHg: smooth enough to show an order. The
/// exact solution is the same loop with far finer steps, of the method of highest order.
enum LoopOrders {
    static let all = [
        OrderStudy(
            "closed loop alone, Runge–Kutta", expected: 4, spacings: [1.8, 0.9, 0.45, 0.225],
            error: { try alone(step: $0, .rungeKutta) }),
        OrderStudy(
            "closed loop alone, implicit", expected: 2, spacings: [0.9, 0.45, 0.225],
            error: { try alone(step: $0, .implicit) }),
        OrderStudy(
            "closed loop seen by the wall, backward Euler", expected: 1, spacings: [1, 0.5, 0.25],
            error: { try coupled(step: $0, .backwardEuler) }),
        OrderStudy(
            "closed loop seen by the wall, BDF2", expected: 2, spacings: [1, 0.5, 0.25],
            error: { try coupled(step: $0, .bdf2) }),
    ]

    private static var soft: ClosedLoop<ChamberElastance, ValveDiode> {
        let valve = ValveDiode(
            openResistance: 0.05 * Units.mmHgSecondPerML,
            closedResistance: 1 * Units.mmHgSecondPerML, steepness: 0.05 / Units.mmHg)
        var loop = RegazzoniLoop.loop
        loop.systemic.outlet = valve
        loop.systemic.inlet = valve
        loop.pulmonary.outlet = valve
        loop.pulmonary.inlet = valve
        return loop
    }

    /// 180 ms within the contraction of the ventricles, where the activation is smooth: largest error of a volume
    /// [mm³].
    private static func alone(step: Double, _ method: BeatMethod) throws -> Double {
        var model = RegazzoniLoop.standalone
        model.loop = soft
        let duration = 180.0
        func state(_ step: Double, _ method: BeatMethod) throws -> LoopState {
            try model.beat(
                from: RegazzoniLoop.initialState, time: 150, period: duration,
                steps: Int((duration / step).rounded()), method: method)
        }
        return (try state(step, method) - state(0.009, .rungeKutta)).largestVolume
    }

    /// 400 ms with prescribed ventricular pressures: largest error of a volume [mm³].
    private static func coupled(step: Double, _ scheme: CouplingScheme) throws -> Double {
        let loop = soft
        func state(_ step: Double, _ scheme: CouplingScheme) throws -> LoopState {
            var memory = LoopMemory(RegazzoniLoop.initialState)
            for k in 0..<Int((400 / step).rounded()) {
                let angle = 2 * Double.pi * Double(k + 1) * step / 800
                memory = try loop.step(
                    memory, time: Double(k) * step, dt: step,
                    leftPressure: Units.mmHg * (60 - 55 * cos(angle)),
                    rightPressure: Units.mmHg * (14 - 10 * cos(angle)), scheme: scheme
                ).memory
            }
            return memory.state
        }
        return (try state(step, scheme) - state(1.0 / 128, .bdf2)).largestVolume
    }
}
