import Quantities

/// Nitroprusside: arteries and veins relax.
public struct Nitroprusside: Intervention {
    public static let card = InterventionCard(
        "nitroprusside", "Nitroprusside infusion",
        mechanism:
            "lowers systemic arterial resistance and lets the veins take up blood without pressure, both by a "
            + "saturating curve of the dose; people are titrated to effect",
        source:
            "dogs without a spleen at constant cardiac output: arterial pressure -11, -21, -29, -40 %, vessels "
            + "+0.9, +2.5, +3.3, +4.0 mL/kg at 45, 90, 180, 360 \u{b5}g/min (Resistance and volume changes caused by "
            + "nitroprusside in the dog, abstract); weights of 20 kg (dogs) and 70 kg (people) are assumed",
        numbers: [
            ParameterCard(
                "dose", "Rate of infusion", unit: "ug/kg/min", default: 3, range: 0...30,
                source: "usual doses")
        ],
        targets: [
            "circulation.systemicArterialResistance",
            "circulation.systemicVenousUnstressedVolume",
        ], neutral: ["dose": 0])

    private let dose: Double

    public init(_ arguments: InterventionArguments) { dose = arguments.number("dose") }

    public func apply(to heart: inout TreatedHeart) throws {
        // Through the four points of the source: within 2 % of resistance and 0.7 mL/kg.
        let resistance = 0.55 * dose / (dose + 7.5)
        let capacity = 5.3 * dose / (dose + 5.5) * Self.weight
        try heart.scale("circulation.systemicArterialResistance", by: 1 - resistance)
        try heart.add(capacity, to: "circulation.systemicVenousUnstressedVolume")
    }

    /// Weight of a person, assumed [kg].
    private static let weight = 70.0
}
