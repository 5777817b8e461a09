import Circulation
import Glibc
import Quantities
import Testing

@Suite struct StandaloneLoopTests {
    /// Smooth enough to show the order: soft valves, ventricles of the reference.
    private var soft: StandaloneLoop<ChamberElastance, ValveDiode, ChamberElastance> {
        var model = RegazzoniLoop.standalone
        model.loop = PrescribedVentricles.softLoop
        return model
    }

    private func errors(_ counts: [Int], method: BeatMethod) throws -> [Double] {
        let start = RegazzoniLoop.initialState
        // Within the contraction of the ventricles: the activation is smooth there.
        func state(_ steps: Int, _ method: BeatMethod) throws -> LoopState {
            try soft.beat(from: start, time: 150, period: 180, steps: steps, method: method)
        }
        let exact = try state(20_000, .rungeKutta)
        return try counts.map { (try state($0, method) - exact).largestVolume }
    }

    @Test func implicitMethodIsOfSecondOrder() throws {
        let error = try errors([200, 400, 800], method: .implicit)
        let order = log2(error[1] / error[2])
        #expect(abs(order - 2) < 0.1, "observed order \(order), expected 2 ± 0.1; \(error)")
    }

    @Test func rungeKuttaIsOfFourthOrder() throws {
        let error = try errors([100, 200, 400], method: .rungeKutta)
        let order = log2(error[1] / error[2])
        #expect(abs(order - 4) < 0.1, "observed order \(order), expected 4 ± 0.1; \(error)")
    }

    @Test func orificeValvesKeepBothIntegratorsConsistent() throws {
        let model = StandaloneLoop(
            loop: PrescribedVentricles.orificeLoop,
            leftVentricle: RegazzoniLoop.standalone.leftVentricle,
            rightVentricle: RegazzoniLoop.standalone.rightVentricle)
        var start = RegazzoniLoop.initialState
        start.systemic.openings = .zero
        start.pulmonary.openings = .zero
        let explicit = try model.beat(
            from: start, period: 800, steps: 80_000, method: .rungeKutta)
        let coarse = try model.beat(from: start, period: 800, steps: 4000)
        let fine = try model.beat(from: start, period: 800, steps: 8000)
        let ratio = (coarse - explicit).largestVolume / (fine - explicit).largestVolume
        #expect(ratio > 3 && ratio < 5, "halving the step divides the error by \(ratio), about 4")
        let error = (fine - explicit).largestVolume
        #expect(error < 1, "difference of the integrators \(error) mm³, allowed 1")
    }

    @Test func periodicBeatRepeatsItselfAndKeepsBlood() throws {
        let model = RegazzoniLoop.standalone
        var start = RegazzoniLoop.initialState
        start.systemic.veinVolume -= 60 * Units.mL
        start.pulmonary.veinVolume += 60 * Units.mL
        let found = try model.periodicBeat(
            from: start, period: 800, steps: 400, volumeTolerance: 1e-3)
        let again = try model.beat(from: found.state, period: 800, steps: 400)
        let change = (again - found.state).largestVolume
        #expect(change < 1e-3, "volume change over the periodic beat \(change) mm³")
        #expect(found.beats <= 15, "needed \(found.beats) beats, allowed 15")
        let blood = found.state.bloodVolume / start.bloodVolume - 1
        #expect(abs(blood) < 1e-12, "relative change of blood volume \(blood)")
    }

    @Test func aLoopThatDoesNotSettleSaysSo() {
        #expect(throws: CirculationError.self) {
            try RegazzoniLoop.standalone.periodicBeat(
                from: RegazzoniLoop.initialState, period: 800, steps: 100, volumeTolerance: 1e-9,
                maximumBeats: 2)
        }
    }

    @Test func coupledStepsWithTheSameVentriclesConvergeToTheStandaloneLoop() throws {
        let model = RegazzoniLoop.standalone
        let exact = try model.beat(from: RegazzoniLoop.initialState, period: 800, steps: 8000)
        var memory = LoopMemory(RegazzoniLoop.initialState)
        for k in 0..<1600 {
            memory = try coupledStep(model, memory, time: 0.5 * Double(k), dt: 0.5)
        }
        let error = (memory.state - exact).largestVolume
        #expect(error < 30, "coupled against stand-alone \(error) mm³ after a beat, allowed 30")
    }

    /// One coupled step with elastance ventricles: an outer Newton iteration on the pressures.
    private func coupledStep(
        _ model: StandaloneLoop<ChamberElastance, ValveDiode, ChamberElastance>,
        _ memory: LoopMemory, time: Double, dt: Double
    ) throws -> LoopMemory {
        var (pl, pr) = (
            model.leftVentricle.pressure(
                volume: memory.state.leftVentricleVolume, time: time + dt
            ).value,
            model.rightVentricle.pressure(
                volume: memory.state.rightVentricleVolume, time: time + dt
            ).value
        )
        for _ in 0..<50 {
            let step = try model.loop.step(
                memory, time: time, dt: dt, leftPressure: pl, rightPressure: pr)
            let left = model.leftVentricle.pressure(volume: step.leftVolume, time: time + dt)
            let right = model.rightVentricle.pressure(volume: step.rightVolume, time: time + dt)
            let (r1, r2) = (pl - left.value, pr - right.value)
            if max(abs(r1), abs(r2)) < 1e-10 { return step.memory }
            let d = step.derivative
            let (a, b) = (1 - left.slope * d[0], -left.slope * d[1])
            let (c, e) = (-right.slope * d[2], 1 - right.slope * d[3])
            let determinant = a * e - b * c
            pl -= (r1 * e - b * r2) / determinant
            pr -= (a * r2 - c * r1) / determinant
        }
        Issue.record("outer Newton iteration did not converge at \(time) ms")
        return memory
    }
}
