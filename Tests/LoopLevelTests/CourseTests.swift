import Circulation
import Electrophysiology
import HeartModel
import LoopLevel
import Scenarios
import Testing

/// Treatments that come over time, on the loop of the healthy adult.
@Suite struct CourseTests {
    private func response(_ calls: String..., seconds: Double) throws -> LoopResponse {
        let treatment = try PatientTreatment(of: HeartParameters(), calls: calls)
        return try LoopResponse(
            of: LoopMember(treatment, walls: false), reflex: true, duration: 1000 * seconds)
    }

    private func value(_ metrics: [HeartMetric], _ identifier: String) throws -> Double {
        try #require(metrics.first { $0.identifier == identifier }).value
    }

    @Test func longAfterTheRampItIsTheStationaryResult() throws {
        let at = try response("haemorrhage(volume=300 mL)", "inotropy(factor=1.2)", seconds: 150)
        let over = try response(
            "haemorrhage(volume=300 mL, onset=3 s, ramp=10 s)", "inotropy(factor=1.2, ramp=5 s)",
            seconds: 150)
        for metric in ["lvSVML", "aorticMeanMmHg", "raMeanMmHg", "heartRatePerMin"] {
            let (a, b) = (try value(at.after, metric), try value(over.after, metric))
            #expect(abs(a - b) < 2e-3 * abs(a), "\(metric): \(b) against \(a)")
        }
    }

    @Test func beforeItsOnsetNothingHappens() throws {
        let still = try response("haemorrhage(volume=500 mL, onset=60 s)", seconds: 20)
        for metric in still.before where metric.identifier != "eOverA" {
            let after = try value(still.after, metric.identifier)
            #expect(abs(after - metric.value) <= 2e-3 * abs(metric.value) + 1e-6, "\(metric)")
        }
    }

    /// What has not come yet leaves what others do as it is, though both act on one parameter.
    @Test func whatIsToComeLeavesOthersAlone() throws {
        func scale(_ factor: Double, _ course: String = "") -> String {
            "scale(target=circulation.systemicArterialResistance, by=\(factor)\(course))"
        }
        let both = try response(scale(1.8, ", onset=60 s"), scale(0.6), seconds: 20)
        let alone = try response(scale(0.6), seconds: 20)
        for metric in ["lvSVML", "aorticMeanMmHg", "cardiacOutputLPerMin"] {
            let (a, b) = (try value(alone.after, metric), try value(both.after, metric))
            #expect(abs(a - b) < 2e-3 * abs(a), "\(metric): \(b) against \(a)")
        }
    }

    @Test func aRampFallsGradually() throws {
        let over = try response("haemorrhage(volume=800 mL, onset=5 s, ramp=20 s)", seconds: 40)
        func volume(at seconds: Double) -> Double {
            over.beats.min { abs($0.time - 1000 * seconds) < abs($1.time - 1000 * seconds) }?
                .endDiastolicVolume ?? .nan
        }
        let (start, middle, end) = (volume(at: 4), volume(at: 15), volume(at: 25))
        #expect(start > middle && middle > end)
        // The heart follows its veins late, so that half of the blood is less than half of the way.
        let share = (start - middle) / (start - end)
        #expect(share > 0.05 && share < 0.8, "\(share)")
    }

    /// Hearts side by side follow the course as each does alone.
    @Test func anEnsembleFollowsTheCourseToo() throws {
        let treatment = try PatientTreatment(
            of: HeartParameters(), calls: ["haemorrhage(volume=400 mL, onset=2 s, ramp=8 s)"])
        let member = LoopMember(treatment, walls: false)
        let alone = try LoopResponse(of: member, reflex: true, duration: 15_000)
        let together = EnsembleResponse(of: [member, member], reflex: true, duration: 15_000)
        let stroke = try #require(together.metrics.first { $0.identifier == "lvSVML" })
        #expect(stroke.treated[0] == stroke.treated[1])
        let expected = try value(alone.after, "lvSVML")
        #expect(abs(stroke.treated[0] - expected) < 5e-3 * expected)
    }
}

/// Fluid in the pericardium of the healthy adult.
@Suite struct TamponadeTests {
    private func response(_ calls: [String], seconds: Double = 90) throws -> LoopResponse {
        let treatment = try PatientTreatment(of: HeartParameters(), calls: calls)
        return try LoopResponse(
            of: LoopMember(treatment, walls: false), reflex: true, duration: 1000 * seconds)
    }

    private func value(_ metrics: [HeartMetric], _ identifier: String) throws -> Double {
        try #require(metrics.first { $0.identifier == identifier }).value
    }

    /// Falling output, rising and equalising filling pressures: the more, the more fluid.
    @Test func outputFallsAndFillingPressuresRiseTogether() throws {
        let found = try [150, 250, 350].map {
            try response(["pericardial-effusion(volume=\($0) mL)"])
        }
        let output = try found.map { try value($0.after, "cardiacOutputLPerMin") }
        let right = try found.map { try value($0.after, "raMeanMmHg") }
        let gap = try found.map {
            try value($0.after, "laMeanMmHg") - value($0.after, "raMeanMmHg")
        }
        #expect(output == output.sorted(by: >), "\(output)")
        #expect(right == right.sorted(), "\(right)")
        #expect(gap == gap.sorted(by: >), "\(gap)")
        let before = try value(found[0].before, "cardiacOutputLPerMin")
        #expect(output[2] < 0.7 * before)
    }

    /// Pulsus paradoxus: the stroke volume swings more with breath than without fluid.
    @Test func breathMovesTheStrokeVolumeMore() throws {
        func swing(_ calls: [String]) throws -> Double {
            let beats = try response(calls, seconds: 60).beats.filter { $0.time > 40_000 }
            let strokes = beats.map(\.strokeVolume)
            let (low, high) = (try #require(strokes.min()), try #require(strokes.max()))
            return (high - low) / high
        }
        let usual = try swing(["breathing"])
        let tamponade = try swing(["pericardial-effusion(volume=300 mL)", "breathing"])
        #expect(tamponade > 1.3 * usual, "\(tamponade) against \(usual)")
    }
}
