import Circulation
import Testing

/// Early and late filling of the healthy adult's loop at all resting rates.
@Suite struct FillingTests {
    private func summary(rate: Double) throws -> HaemodynamicSummary {
        let parameters = try LoopParameters(values: ["circulation.heartRate": rate])
        let model = parameters.standalone
        let found = try model.periodicBeat(
            from: parameters.initialState(), period: parameters.period, steps: 400)
        return HaemodynamicSummary(
            try model.traces(from: found.state, period: parameters.period, steps: 400),
            atrialOnset: parameters.atrialOnset)
    }

    @Test func everyRestingRateHasAnAWave() throws {
        var last = Double.infinity
        for rate in [40.0, 50, 60, 70, 80] {
            let mitral = try summary(rate: rate).mitral
            #expect(mitral.latePeak > 150, "A wave at \(rate)/min: \(mitral.latePeak) mL/s")
            #expect(mitral.atrialShare > 0.08, "atrial share at \(rate)/min: \(mitral.atrialShare)")
            // Both waves keep their size until they meet (Chung et al. 2004): falling, or the same within 2 %.
            #expect(
                mitral.earlyToLate < 1.02 * last,
                "E/A at \(rate)/min: \(mitral.earlyToLate), slower: \(last)")
            last = mitral.earlyToLate
        }
    }

    @Test func earlyFillingEndsBeforeTheAtriumOfASlowHeartContracts() throws {
        let parameters = try LoopParameters(values: ["circulation.heartRate": 50])
        let model = parameters.standalone
        let found = try model.periodicBeat(
            from: parameters.initialState(), period: parameters.period, steps: 400)
        let traces = try model.traces(from: found.state, period: parameters.period, steps: 400)
        let flow = traces.trace(\.mitralFlow)
        let before = traces.value(flow, at: parameters.atrialOnset)
        #expect(before < 0.05 * (flow.max() ?? 0), "diastasis carries \(before) mL/s")
    }

    @Test func relaxationIsAsLongAsItIsInPeople() throws {
        let summary = try summary(rate: 70)
        // 95 % of 1969 people without disease: 59 to 134 ms (Copenhagen City Heart Study, abstract).
        let pause = summary.leftIsovolumicRelaxation
        #expect((59.0...134).contains(pause), "isovolumic relaxation: \(pause) ms")
    }

    @Test func atriaContractNearlyAsLongInFastHearts() throws {
        func atrium(_ rate: Double) throws -> Double {
            let loop = try LoopParameters(values: ["circulation.heartRate": rate]).loop
            return loop.pulmonary.atrium.timing.contraction
        }
        let ratio = try atrium(120) / atrium(60)
        // 16 % shorter at twice the rate: Chung et al. 2004, doi:10.1152/ajpheart.00404.2004.
        #expect(abs(ratio - 0.84) < 0.005, "\(ratio)")
    }
}
