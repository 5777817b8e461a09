import Quantities

/// Nitroprusside: arteries and veins relax, those of the lung too.
public struct Nitroprusside: Intervention {
    public static let card = InterventionCard(
        "nitroprusside", "Nitroprusside infusion",
        mechanism:
            "lowers systemic arterial resistance and lets the veins of body and lung take up blood without pressure, all by "
            + "saturating curves of the dose; people are titrated to effect",
        source:
            "relation of resistance and systemic capacity: dogs without a spleen at constant cardiac output, arterial pressure "
            + "-11, -21, -29, -40 %, vessels +0.9, +2.5, +3.3, +4.0 mL/kg at 45, 90, 180, 360 \u{b5}g/min (Resistance and volume "
            + "changes caused by nitroprusside in the dog, abstract; weights of 20 kg and, for people, 70 kg are assumed). "
            + "Potency in people: resistance 1802 to 1102 dyn s/cm5 at 16 to 100 \u{b5}g/min, n = 8 (Beneficial effects of "
            + "vasodilator agents in severe mitral regurgitation, abstract), 23 times that in the dogs. Lung: its blood volume "
            + "stayed while the wedge pressure fell from 31 to 16 mmHg, n = 8 (Nitroprusside and regional vascular "
            + "capacitance in patients with severe congestive heart failure, abstract), which is 380 mL of "
            + "the 25 mL/mmHg of Ursino's pulmonary veins, at a fall of arterial pressure by 26 %, taken as a resistance "
            + "lower by 44 %; in proportion to the systemic capacity otherwise (assumed)",
        numbers: [
            ParameterCard(
                "dose", "Rate of infusion", unit: "ug/kg/min", default: 0.5, range: 0...10,
                source: "usual doses begin at 0.25")
        ],
        targets: [
            "circulation.systemicArterialResistance",
            "circulation.systemicVenousUnstressedVolume",
            "circulation.pulmonaryVenousUnstressedVolume",
        ], neutral: ["dose": 0])

    public static let experience = [
        // 100 µg/min for 70 kg.
        PublishedExperience(
            of: "patients with acute heart failure (n = 36; doses: n = 8)", highest: ("dose", 1.43),
            means: ["arterialElastanceMmHgPerML": 2.8, "lvSVML": 50])
    ]

    private let dose: Double

    public init(_ arguments: InterventionArguments) { dose = arguments.number("dose") }

    public func apply(to heart: inout TreatedHeart) throws {
        // Through the four points of the dogs, within 2 % of resistance and 0.7 mL/kg, at their doses by 23.
        let resistance = 0.55 * dose / (dose + 7.5 / Self.potency)
        let capacity = 5.3 * dose / (dose + 5.5 / Self.potency) * Self.weight
        try heart.scale("circulation.systemicArterialResistance", by: 1 - resistance)
        try heart.add(capacity, to: "circulation.systemicVenousUnstressedVolume")
        try heart.add(
            Self.lungByBody * capacity, to: "circulation.pulmonaryVenousUnstressedVolume")
    }

    /// Doses of dogs by those of people with the same effect [1].
    private static let potency = 23.0
    /// Weight of a person, assumed [kg].
    private static let weight = 70.0
    /// Capacity gained by the lung, 380 mL, by that of the body at the same resistance, 313 mL [1].
    private static let lungByBody = 1.2
}
