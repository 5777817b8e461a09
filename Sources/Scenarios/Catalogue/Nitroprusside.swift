import Quantities

/// Nitroprusside: arteries and veins relax.
public struct Nitroprusside: Intervention {
    public static let card = InterventionCard(
        "nitroprusside", "Nitroprusside infusion",
        mechanism:
            "lowers systemic arterial resistance and lets the veins take up blood without pressure",
        source:
            "dogs without a spleen at constant cardiac output: arterial pressure -11, -21, -29, -40 %, vessels "
            + "+0.9, +2.5, +3.3, +4.0 mL/kg at 45, 90, 180, 360 \u{b5}g/min (Resistance and volume changes caused by "
            + "nitroprusside in the dog, abstract). The default is the second step in a person of 70 kg",
        numbers: [
            ParameterCard(
                "resistance", "Fall of the systemic arterial resistance", unit: "%", default: 21,
                range: 0...60, source: "second step, see the source"),
            ParameterCard(
                "capacity", "Blood that the veins take up", unit: "mL", default: 175,
                range: 0...1000, source: "2.5 mL/kg, second step, see the source"),
        ],
        targets: [
            "circulation.systemicArterialResistance",
            "circulation.systemicVenousUnstressedVolume",
        ], neutral: ["resistance": 0, "capacity": 0])

    private let resistance: Double
    private let capacity: Double

    public init(_ arguments: InterventionArguments) {
        resistance = arguments.number("resistance")
        capacity = arguments.number("capacity")
    }

    public func apply(to heart: inout TreatedHeart) throws {
        try heart.scale("circulation.systemicArterialResistance", by: 1 - resistance / 100)
        try heart.add(capacity, to: "circulation.systemicVenousUnstressedVolume")
    }
}
