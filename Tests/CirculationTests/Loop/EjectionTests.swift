import Circulation
import Quantities
import Testing

/// Ejection of the healthy adult's ventricles.
@Suite struct EjectionTests {
    private func summary(_ values: [String: Double] = [:]) throws -> HaemodynamicSummary {
        let parameters = try LoopParameters(values: values)
        let model = parameters.standalone
        let found = try model.periodicBeat(
            from: parameters.initialState(), period: parameters.period, steps: 400)
        return HaemodynamicSummary(
            try model.traces(from: found.state, period: parameters.period, steps: 400),
            atrialOnset: parameters.atrialOnset)
    }

    @Test func theRightVentricleEjectsLongerAndLowerThanTheLeft() throws {
        let summary = try summary()
        let (left, right) = (summary.left, summary.right)
        #expect(
            right.ejectionTime > left.ejectionTime + 15,
            "right \(right.ejectionTime) ms, left \(left.ejectionTime) ms")
        #expect((300.0...345).contains(right.ejectionTime), "\(right.ejectionTime) ms")
        #expect(
            (300.0...400).contains(right.peakEjectionRate), "\(right.peakEjectionRate) mL/s")
        #expect(left.maximumPressureRate / Units.mmHgPerSecond > 1100)
    }

    /// Jets of 0.5 to 0.87 m/s, by 4·v².
    @Test func anOpenPulmonaryValveCostsOneToThreeMillimetresOfMercury() throws {
        let summary = try summary()
        let drop =
            (summary.right.systolicPressure - summary.pulmonaryArtery.systolic) / Units.mmHg
        #expect((1.0...3).contains(drop), "\(drop) mmHg")
    }

    /// With 900 mL more blood the old law of the atria had an E/A of 5 and more.
    @Test func aFullAtriumStillContracts() throws {
        let blood = LoopParameters.healthyAdult["bloodVolume"]
        let summary = try summary(["circulation.bloodVolume": blood + 900])
        #expect(summary.leftAtrium.mean / Units.mmHg > 12)
        #expect(summary.mitral.earlyToLate < 4, "E/A \(summary.mitral.earlyToLate)")
    }
}
