import Circulation
import Glibc
import Numerics
import Quantities
import Testing

/// Random adults, healthy and not: nothing may break the loop.
@Suite struct LoopRobustnessTests {
    /// Parameters a factor exp(±`width`) around the defaults; leaks in half of the valves.
    private func adult(
        _ generator: inout SplitMix64, width: Double, leaks: Bool
    ) throws -> LoopParameters {
        var values: [String: Double] = [:]
        for card in LoopParameters.cards {
            let name = LoopParameters.prefix + card.name
            if card.name.hasSuffix("LeakArea") {
                if leaks, generator.nextDouble() < 0.5 { values[name] = 2 * generator.nextDouble() }
            } else if card.defaultValue > 0, !card.name.hasPrefix("blood"),
                !card.name.hasSuffix("VenousUnstressedVolume")
            {
                let factor = exp(width * (2 * generator.nextDouble() - 1))
                values[name] = min(
                    max(card.defaultValue * factor, card.range.lowerBound), card.range.upperBound)
            }
        }
        return try LoopParameters(values: values)
    }

    @Test func coupledStepsSurviveAnyPressureStepLengthAndValve() throws {
        var generator = SplitMix64(seed: 3)
        for _ in 0..<40 {
            let parameters = try adult(&generator, width: 1.2, leaks: true)
            let loop = parameters.loop
            var memory = LoopMemory(parameters.initialState())
            let blood = memory.state.bloodVolume
            var time = 0.0
            for k in 0..<200 {
                // 0.1 … 20 ms; trials up to ± 2000 kPa, accepted ones up to ± 20 kPa.
                let dt = 0.1 * pow(200, generator.nextDouble())
                let scale = [3.0, 20, 200, 2000][k % 4]
                let step = try loop.step(
                    memory, time: time, dt: dt,
                    leftPressure: scale * (2 * generator.nextDouble() - 1),
                    rightPressure: scale * (2 * generator.nextDouble() - 1))
                #expect(step.memory.state.isFinite)
                if k % 4 < 2 {
                    memory = step.memory
                    time += dt
                }
            }
            let change = memory.state.bloodVolume / blood - 1
            #expect(abs(change) < 1e-12, "relative change of blood volume \(change)")
        }
    }

    @Test func randomAdultsHaveAPeriodicBeat() throws {
        var generator = SplitMix64(seed: 11)
        for _ in 0..<40 {
            let parameters = try adult(&generator, width: 0.5, leaks: false)
            for steps in [100, 400] {
                let found = try parameters.standalone.periodicBeat(
                    from: parameters.initialState(), period: parameters.period, steps: steps)
                #expect(found.beats <= 40, "needed \(found.beats) beats")
            }
        }
    }

    @Test func faultyValvesLeakAndObstruct() throws {
        func summary(_ values: [String: Double]) throws -> HaemodynamicSummary {
            let parameters = try LoopParameters(values: values)
            let model = parameters.standalone
            let found = try model.periodicBeat(
                from: parameters.initialState(), period: parameters.period, steps: 400)
            return HaemodynamicSummary(
                try model.traces(from: found.state, period: parameters.period, steps: 400),
                atrialOnset: parameters.atrialOnset)
        }
        let healthy = try summary([:])
        let stenosis = try summary(["circulation.aorticOpenArea": 0.8])
        let gradient = (stenosis.left.systolicPressure - stenosis.aorta.systolic) / Units.mmHg
        // A mean gradient above 40 mmHg is severe stenosis, as is an area below 1 cm²
        // (Baumgartner et al. 2009, doi:10.1016/j.echo.2008.11.029, table 3).
        #expect(gradient > 40, "gradient over 0.8 cm²: \(gradient) mmHg")
        let mitral = try summary(["circulation.mitralLeakArea": 0.4])
        #expect(mitral.mitral.regurgitantFraction > 0.2, "\(mitral.mitral.regurgitantFraction)")
        #expect(mitral.leftAtrium.mean > healthy.leftAtrium.mean)
        let aortic = try summary(["circulation.aorticLeakArea": 0.3])
        #expect(aortic.left.regurgitantFraction > 0.2, "\(aortic.left.regurgitantFraction)")
        #expect(aortic.aorta.diastolic < healthy.aorta.diastolic)
    }
}
