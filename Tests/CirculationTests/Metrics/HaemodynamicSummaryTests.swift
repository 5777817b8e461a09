import Circulation
import Glibc
import Quantities
import Testing

@Suite struct HaemodynamicSummaryTests {
    /// A made-up beat with closed forms: volumes and pressures are cosines, relaxation exponential.
    private var traces: BeatTraces {
        var traces = BeatTraces()
        for k in 0...800 {
            let t = Double(k)
            var state = LoopState.zero
            state.leftVentricleVolume = 90_000 + 30_000 * cos(2 * .pi * t / 800)
            state.rightVentricleVolume = 150_000
            state.systemic.flows[0] = t < 300 ? 300 * sin(.pi * t / 300) : 0
            state.pulmonary.flows[3] =
                t < 400 ? 0 : (t < 600 ? 200 * sin(.pi * (t - 400) / 200) : 100)
            let pressures = LoopPressures(
                leftVentricle: t < 300 ? 2 + 0.05 * t : 17 * exp(-(t - 300) / 40),
                rightVentricle: 3, leftAtrium: 1, rightAtrium: 0.5,
                aorta: 12 + 2 * sin(2 * .pi * t / 800), pulmonaryArtery: 2, systemicVeins: 1,
                pulmonaryVeins: 1)
            traces.append(time: t, state: state, pressures: pressures)
        }
        return traces
    }

    private func expect(_ observed: Double, _ expected: Double, _ tolerance: Double, _ name: String)
    {
        #expect(
            abs(observed - expected) <= tolerance,
            "\(name): \(observed), expected \(expected) ± \(tolerance)")
    }

    @Test func numbersOfAMadeUpBeatMatchTheirClosedForms() {
        let summary = HaemodynamicSummary(traces, atrialOnset: 600)
        expect(summary.left.endDiastolicVolume, 120_000, 1e-6, "EDV")
        expect(summary.left.endSystolicVolume, 60_000, 1e-6, "ESV")
        expect(summary.left.ejectionFraction, 0.5, 1e-9, "EF")
        expect(summary.left.endDiastolicPressure, 2, 1e-12, "EDP")
        expect(summary.left.maximumPressureRate, 0.05, 1e-9, "dP/dt max")
        expect(summary.left.relaxationTime, 40, 0.5, "tau")
        expect(summary.aorta.mean, 12, 1e-6, "mean pressure")
        expect(summary.aorta.systolic, 14, 1e-9, "systolic pressure")
        // ∫300·sin(πt/300) over 300 ms = 300·600/π.
        expect(summary.left.forwardVolume, 300 * 600 / .pi, 5, "forward volume")
        expect(summary.cardiacOutput, 300 * 600 / .pi / 800, 0.01, "cardiac output")
        expect(summary.mitral.earlyPeak, 200, 1e-6, "E")
        expect(summary.mitral.latePeak, 100, 1e-6, "A")
        expect(summary.mitral.earlyToLate, 2, 1e-6, "E/A")
        let late = 100 * 200.0
        expect(summary.mitral.atrialShare, late / (late + 200 * 400 / .pi), 1e-2, "atrial share")
        // From 1 % of the outflow's peak on its way down to 1 % of the inflow's on its way up.
        let (end, start) = (
            300 * (1 - asin(0.01) / .pi), 400 + 200 * asin(0.01) / .pi
        )
        expect(summary.leftIsovolumicRelaxation, start - end, 0.1, "isovolumic relaxation")
        // Flow exceeds 1 % of its peak for all but 2·asin(0.01)/π of the ejection.
        expect(summary.left.ejectionTime, 300 * (1 - 2 * asin(0.01) / .pi), 0.1, "ejection time")
    }

    @Test func strokeWorkIsTheAreaOfTheLoop() {
        var traces = BeatTraces()
        for k in 0...4000 {
            let angle = 2 * Double.pi * Double(k) / 4000
            var state = LoopState.zero
            state.leftVentricleVolume = 90_000 + 30_000 * cos(angle)
            let pressures = LoopPressures(
                leftVentricle: 8 + 7 * sin(angle), rightVentricle: 0, leftAtrium: 0,
                rightAtrium: 0, aorta: 0, pulmonaryArtery: 0, systemicVeins: 0,
                pulmonaryVeins: 0)
            traces.append(time: 0.2 * Double(k), state: state, pressures: pressures)
        }
        let work = HaemodynamicSummary(traces, atrialOnset: 700).left.strokeWork
        expect(work / (Double.pi * 30_000 * 7), 1, 1e-5, "ellipse area")
    }

    @Test func quantitiesHaveUniqueNamesAndReadableUnits() throws {
        let names = HaemodynamicQuantity.all.map(\.name)
        #expect(Set(names).count == names.count)
        for quantity in HaemodynamicQuantity.all {
            #expect(throws: Never.self, "\(quantity.name)") { try Unit(quantity.unit) }
        }
        let summary = HaemodynamicSummary(traces, atrialOnset: 600)
        let volume = HaemodynamicQuantity.named("leftEndDiastolicVolume")?.value(summary)
        #expect(volume == 120)
        let rate = HaemodynamicQuantity.named("heartRate")?.value(summary) ?? .nan
        expect(rate, 75, 1e-9, "heart rate")
        #expect(HaemodynamicQuantity.named("nothing") == nil)
    }
}
