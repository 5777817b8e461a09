import Numerics
import Testing
import TwinEngine

/// What the estimator makes of sensors that say what the patient does not.
@Suite struct SensorJudgeTests {
    private static let arterial = [
        "MDC_PRESS_BLD_ART_ABP_MEAN", "MDC_PRESS_BLD_ART_ABP_SYS", "MDC_PRESS_BLD_ART_ABP_DIA",
    ]

    /// Follows a patient whose monitor is spoilt after 40 s.
    private static func follow(
        until end: UInt64, _ spoil: (inout [String: Double], _ milliseconds: UInt64) -> Void
    ) throws -> (estimator: TwinEstimator, resistance: [Double]) {
        let truth = try TestHeart.new()
        #expect(truth.apply(Command(signal: TestHeart.signal("MDC_ECG_HEART_RATE"), value: 75)))
        let estimator = try TwinEstimator(TestHeart.layout, rest: TestHeart.state)
        var noise = SplitMix64(seed: 11)
        var resistance: [Double] = []
        while truth.step < end {
            guard truth.advance() else { continue }
            var values: [String: Double] = [:]
            for (code, deviation) in TwinEstimator.deviations.sorted(by: { $0.key < $1.key }) {
                values[code] = truth.beat.value(of: code) + 0.6 * deviation * noise.nextNormal()
            }
            if truth.step > 40_000 { spoil(&values, truth.step - 40_000) }
            let found = estimator.take(
                TwinEstimator.Measurement(heartRate: 75, values: values), at: Double(truth.step))
            if truth.step > 40_000, let found { resistance.append(found[0].mean) }
        }
        return (estimator, resistance)
    }

    @Test func aHealthySensorIsTrusted() throws {
        let (estimator, _) = try Self.follow(until: 120_000) { _, _ in }
        #expect(estimator.drifting.isEmpty, "\(estimator.drifting)")
        #expect(estimator.artefacts.isEmpty, "\(estimator.artefacts)")
    }

    @Test func aFlushIsLeftOut() throws {
        let truth = TestHeart.layout.initial[
            TestHeart.signal("circulation.systemicArterialResistance")]
        let (estimator, resistance) = try Self.follow(until: 60_000) { values, time in
            // Two seconds of the bag's pressure, barely pulsatile.
            guard (4000..<6000).contains(time) else { return }
            for (place, code) in Self.arterial.enumerated() {
                values[code] = 205 + [0, 8, -8][place]
            }
        }
        #expect(estimator.artefacts["MDC_PRESS_BLD_ART_ABP_MEAN alone", default: 0] >= 2)
        #expect(resistance.allSatisfy { abs($0 / truth - 1) < 0.12 }, "\(resistance)")
    }

    @Test func aDampedLineLeavesItsMeanOnly() throws {
        let (estimator, _) = try Self.follow(until: 60_000) { values, time in
            guard time > 5000, let mean = values[Self.arterial[0]] else { return }
            (values[Self.arterial[1]], values[Self.arterial[2]]) = (mean + 3, mean - 3)
        }
        #expect(estimator.artefacts["MDC_PRESS_BLD_ART_ABP_SYS damped", default: 0] > 10)
        #expect(estimator.artefacts["MDC_PRESS_BLD_ART_ABP_MEAN damped"] == nil)
    }

    @Test func pressuresOutOfOrderAreLeftOut() throws {
        let (estimator, _) = try Self.follow(until: 45_000) { values, _ in
            values["MDC_PRESS_BLD_ART_PULM_DIA"] = 60
        }
        #expect(estimator.artefacts["MDC_PRESS_BLD_ART_PULM_MEAN order", default: 0] >= 3)
    }

    /// Monitors that send ends of a pressure only.
    @Test func aLineWithoutItsMeanIsInOrder() throws {
        let (estimator, resistance) = try Self.follow(until: 45_000) { values, _ in
            values["MDC_PRESS_BLD_ART_ABP_MEAN"] = nil
            values["MDC_PRESS_BLD_ART_PULM_MEAN"] = nil
        }
        #expect(estimator.artefacts.isEmpty, "\(estimator.artefacts)")
        #expect(!resistance.isEmpty)
    }

    /// Systolic pulmonary pressure that creeps up by 12 mmHg within a minute (a catheter that whips) while diastolic and
    /// mean stay: nothing in the patient explains that.
    @Test func aSensorThatDriftsIsFound() throws {
        let (estimator, _) = try Self.follow(until: 120_000) { values, time in
            values["MDC_PRESS_BLD_ART_PULM_SYS"]? += 12 * min(Double(time) / 60_000, 1)
        }
        #expect(
            estimator.drifting.contains("MDC_PRESS_BLD_ART_PULM_SYS"), "\(estimator.drifting)")
    }
}
