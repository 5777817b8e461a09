import Circulation
import Glibc
import Quantities
import Testing

@Suite struct StandaloneLoopTests {
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
