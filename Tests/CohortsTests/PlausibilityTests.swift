import Calibration
import Patients
import Cohorts
import Testing

@Suite struct PlausibilityTests {
    private let rules = Plausibility(of: .healthyMan)

    private func shown(
        _ changes: [String: Double] = [:], rate: Double = 70
    ) -> Plausibility.Shown {
        let usual = [
            "systolic_pressure": 120.0, "diastolic_pressure": 75, "mean_arterial_pressure": 92,
            "pulmonary_systolic_pressure": 23, "pulmonary_mean_pressure": 14,
            "pulmonary_diastolic_pressure": 9, "left_atrial_pressure": 8,
            "central_venous_pressure": 4, "lv_ejection_fraction": 60, "cardiac_output": 5.6,
            "lv_end_diastolic_volume": 150,
        ]
        let man = Person(sex: .male, ageYears: 40, heightCm: 178, weightKg: 78)
        return Plausibility.Shown(
            person: man, heartRate: rate, readings: usual.merging(changes) { $1 })
    }

    @Test func aUsualManIsPlausible() { #expect(rules.broken(by: shown()) == nil) }

    @Test(arguments: [
        (["diastolic_pressure": 95.0], "arterial pressures out of order"),
        (["pulmonary_diastolic_pressure": 15], "pulmonary pressures out of order"),
        (["left_atrial_pressure": 14.5], "not above the left atrial"),
        (["lv_ejection_fraction": 3], "ejection fraction outside"),
        (["lv_ejection_fraction": 38], "40 % or less"),
        (["cardiac_output": 3.2], "cardiac index below 1.8"),
        (["cardiac_output": .nan], "no number"),
        (["systolic_pressure": 165], "hypertension of grade 2"),
        (
            ["pulmonary_mean_pressure": 21, "pulmonary_systolic_pressure": 33],
            "pulmonary hypertension"
        ),
        (["lv_end_diastolic_volume": 700], "threefold outside"),
    ])
    func somebodyImplausibleIsTurnedAway(changes: [String: Double], reason: String) throws {
        let rule = try #require(rules.broken(by: shown(changes)))
        #expect(rule.reason.contains(reason), "\(rule.reason)")
        #expect(!rule.source.isEmpty)
    }

    @Test func theIllMayBeIll() {
        let ill = Plausibility(of: Population(Archetype.severeAorticStenosis))
        #expect(
            ill.broken(by: shown(["systolic_pressure": 165, "lv_ejection_fraction": 38])) == nil)
        #expect(ill.broken(by: shown(rate: 20)) != nil)
        // An atrium may fail against high pressures.
        let fused = shown(["mitral_e_a_ratio": 12])
        #expect(ill.broken(by: fused) == nil)
        #expect(rules.broken(by: fused)?.reason.contains("filling by the atrium") == true)
    }
}
