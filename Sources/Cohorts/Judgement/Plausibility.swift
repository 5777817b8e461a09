import Patients

/// What no living person shows: a candidate that does is turned away, by the name of the rule.
public struct Plausibility: Sendable {
    /// A rule.
    public struct Rule: Sendable {
        /// Why somebody is turned away, as a phrase.
        public var reason: String
        /// Where the bound comes from.
        public var source: String
        let isBroken: @Sendable (Shown) -> Bool
    }

    /// What a person shows.
    package struct Shown: Sendable {
        var person: Person
        var heartRate: Double
        var readings: [String: Double]

        /// Describes what is shown.
        package init(person: Person, heartRate: Double, readings: [String: Double]) {
            self.person = person
            self.heartRate = heartRate
            self.readings = readings
        }

        /// A reading; not a number where the loop has none, which breaks no rule.
        func callAsFunction(_ name: String) -> Double { readings[name] ?? .nan }
    }

    /// The rules, in the order they are asked.
    public let rules: [Rule]

    /// The rules of a population: those of the living, and those of the healthy where it is healthy.
    public init(of population: Population) {
        rules = Self.living + (population.isHealthy ? Self.healthy : [])
    }

    /// The first rule that somebody breaks.
    package func broken(by shown: Shown) -> Rule? { rules.first { $0.isBroken(shown) } }

    private static let order = "order of one pressure wave, or of pressures along a flow"

    private static let living = [
        Rule(reason: "a reading is no number", source: "definition") { shown in
            shown.readings.values.contains { !$0.isFinite }
        },
        Rule(reason: "arterial pressures out of order", source: order) { shown in
            shown("diastolic_pressure") >= shown("mean_arterial_pressure")
                || shown("mean_arterial_pressure") >= shown("systolic_pressure")
        },
        Rule(reason: "pulmonary pressures out of order", source: order) { shown in
            shown("pulmonary_diastolic_pressure") >= shown("pulmonary_mean_pressure")
                || shown("pulmonary_mean_pressure") >= shown("pulmonary_systolic_pressure")
        },
        Rule(reason: "mean pulmonary pressure not above the left atrial one", source: order) {
            $0("pulmonary_mean_pressure") <= $0("left_atrial_pressure")
        },
        Rule(reason: "mean arterial pressure below 40 mmHg", source: "assumed") {
            $0("mean_arterial_pressure") < 40
        },
        Rule(reason: "ejection fraction outside 5 to 85 %", source: "assumed") {
            $0("lv_ejection_fraction") < 5 || $0("lv_ejection_fraction") > 85
        },
        Rule(reason: "cardiac index below 0.8 or above 8 L/min/m²", source: "assumed") { shown in
            let index = shown("cardiac_output") / shown.person.bodySurfaceAreaM2
            return index < 0.8 || index > 8
        },
        Rule(reason: "heart rate outside 30 to 180 per minute", source: "assumed") {
            !(30...180).contains($0.heartRate)
        },
    ]

    /// Readings of which healthy people have next to none, so that a factor says nothing.
    private static let leaking: Set<String> = [
        "aortic_mean_gradient", "lv_outflow_gradient", "mitral_regurgitant_fraction",
        "rv_diastolic_pressure",
        "left_atrial_pressure", "central_venous_pressure", "pulmonary_mean_pressure",
        "pulmonary_systolic_pressure", "pulmonary_diastolic_pressure", "rv_systolic_pressure",
        "rv_end_diastolic_pressure", "lv_end_diastolic_pressure",
    ]

    private static let healthy = [
        // Not of the sick: atria that fail against high filling pressures may add next to nothing, and turning such hearts away
        // takes the slow and the congested out of a kind (docs/decisions/cohorts.md).
        Rule(
            reason: "next to no filling by the atrium (E/A above 10)",
            source: "assumed; sinus rhythm"
        ) { $0("mitral_e_a_ratio") > 10 },
        Rule(
            reason: "a reading more than threefold outside its normal range",
            source: "MeasurementCard.plausibility: confused units differ by more"
        ) { shown in
            shown.readings.contains { name, value in
                guard let card = MeasurementCards.card(name), !Self.leaking.contains(name) else {
                    return false
                }
                let range = card.normal(for: shown.person.sex)
                return value > 3 * range.upperBound || value < range.lowerBound / 3
            }
        },
        Rule(
            reason: "hypertension of grade 2 (from 160/100 mmHg)",
            source: "2018 ESC/ESH guidelines, from memory"
        ) { $0("systolic_pressure") >= 160 || $0("diastolic_pressure") >= 100 },
        Rule(
            reason: "pulmonary hypertension (mean above 20 mmHg)",
            source: "2022 ESC/ERS guidelines, from memory"
        ) { $0("pulmonary_mean_pressure") > 20 },
        Rule(
            reason: "wedge pressure above 15 mmHg",
            source: "2022 ESC/ERS guidelines, from memory"
        ) { $0("left_atrial_pressure") > 15 },
        Rule(
            reason: "ejection fraction of 40 % or less",
            source: "universal definition of heart failure 2021, from memory"
        ) { $0("lv_ejection_fraction") <= 40 },
        Rule(
            reason: "cardiac index below 1.8 L/min/m²",
            source: "threshold of cardiogenic shock, from memory"
        ) { $0("cardiac_output") / $0.person.bodySurfaceAreaM2 < 1.8 },
        Rule(reason: "heart rate outside 40 to 110 per minute", source: "assumed") {
            !(40...110).contains($0.heartRate)
        },
    ]
}
