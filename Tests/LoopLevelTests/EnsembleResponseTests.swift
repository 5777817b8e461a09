import HeartModel
import LoopLevel
import Testing

/// Hearts side by side against each alone.
@Suite struct EnsembleResponseTests {
    /// Ten hearts around the healthy adult, bled by half a litre.
    private func members(bled: Double = 500) throws -> [LoopMember] {
        try (0..<10).map { place in
            let factor = 0.8 + 0.04 * Double(place)
            var untreated = HeartParameters()
            try untreated.set(
                "circulation.systemicArterialResistance",
                factor * untreated.value("circulation.systemicArterialResistance"))
            try untreated.set(
                "circulation.leftVentricularActiveElastance",
                untreated.value("circulation.leftVentricularActiveElastance") / factor)
            var treated = untreated
            guard bled > 0 else { return LoopMember(untreated: untreated, treated: untreated) }
            try treated.set(
                "circulation.bloodVolume", untreated.value("circulation.bloodVolume") - bled)
            return LoopMember(untreated: untreated, treated: treated)
        }
    }

    private func ensemble(
        _ members: [LoopMember], reflex: Bool = true, duration: Double
    ) -> EnsembleResponse {
        EnsembleResponse(of: members, reflex: reflex, duration: duration)
    }

    private func alone(
        _ member: LoopMember, reflex: Bool, duration: Double
    ) throws -> LoopResponse {
        try LoopResponse(of: member, reflex: reflex, duration: duration)
    }

    @Test(arguments: [true, false])
    func everyHeartAnswersAsAlone(reflex: Bool) throws {
        let members = try members()
        let duration = 60_000.0
        let found = ensemble(members, reflex: reflex, duration: duration)
        #expect(found.failed == 0)
        for place in [0, 5, 9] {
            let single = try alone(members[place], reflex: reflex, duration: duration)
            for metric in found.metrics {
                func value(_ metrics: [HeartMetric]) throws -> Double {
                    try #require(metrics.first { $0.identifier == metric.identifier }).value
                }
                let (before, after) = (try value(single.before), try value(single.after))
                // Whether a sample lies within ejection shifts a mean over ejection by a step's share of it, 4 ms at
                // either end of some 250 ms; hearts side by side have other steps than alone.
                let edge = Self.edge(metric.identifier, before)
                let scale = 2e-3 * (abs(before) + abs(after)) + 0.02 + edge
                #expect(
                    abs(metric.untreated[place] - before) < scale,
                    "\(metric.identifier) before: \(metric.untreated[place]), alone \(before)")
                // Side by side the last beat may be another one, with the reflex still moving.
                #expect(
                    abs(metric.treated[place] - after) < 5 * scale,
                    "\(metric.identifier) after: \(metric.treated[place]), alone \(after)")
            }
        }
    }

    @Test func resultsRepeatThemselves() throws {
        let members = try members()
        func changes() -> [[Double]] {
            ensemble(members, duration: 5000).metrics.map(\.changes)
        }
        #expect(changes() == changes())
    }

    @Test func heartsWithoutAChangeHaveNoneAfter() throws {
        let members = try members(bled: 0)
        let found = ensemble(members, duration: 1000)
        #expect(found.metrics.allSatisfy { $0.untreated.count == 10 && $0.treated.isEmpty })
    }

    /// A heart whose veins hold more than all its blood has no beat; its seven neighbours in the lanes have
    /// the numbers they have without it.
    @Test func aHeartThatCannotBeIsCountedAndHarmsNoOther() throws {
        var members = try members()
        members[3].untreated = HeartParameters()
        try members[3].untreated.set("circulation.bloodVolume", 1500)
        try members[3].untreated.set("circulation.systemicVenousUnstressedVolume", 8000)
        members[3].treated = members[3].untreated
        let found = ensemble(members, duration: 1000)
        #expect(found.failed == 1)
        members.remove(at: 3)
        let others = ensemble(members, duration: 1000)
        for (metric, other) in zip(found.metrics, others.metrics) {
            #expect(metric.untreated.count == 9)
            for (a, b) in zip(metric.untreated, other.untreated) {
                #expect(a == b, "\(metric.identifier)")
            }
        }
    }

    /// What a number moves with where samples fall: means over an open valve, and fits that begin at the sample of the
    /// steepest change of pressure.
    private static func edge(_ identifier: String, _ value: Double) -> Double {
        switch identifier {
        case "mitralGradientMmHg": 0.2
        case "aorticGradientMmHg", "pulmonaryGradientMmHg": 0.04 * value
        case "lvTauMs": 0.06 * value
        case "lvEesMmHgPerML", "lvCoupling": 0.04 * value
        default: 0
        }
    }
}
