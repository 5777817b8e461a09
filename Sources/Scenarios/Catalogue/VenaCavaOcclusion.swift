import Quantities

/// A balloon in the inferior vena cava.
public struct VenaCavaOcclusion: Intervention {
    public static let card = InterventionCard(
        "vena-cava-occlusion", "A balloon that occludes the vena cava",
        mechanism:
            "takes a share of the conductance between the systemic veins and the right atrium, which is one vessel here: "
            + "blood stays in the veins, and filling falls from beat to beat",
        source:
            "transient occlusion during the measurement of pressure\u{2013}volume relations, Kass et al., Cathet. Cardiovasc. "
            + "Diagn. 15 (1988) 192 (from memory); the share is the user's",
        numbers: [
            ParameterCard(
                "share", "Share of the conductance that is lost", unit: "%", default: 90,
                range: 0...99,
                source:
                    "assumed: the loop's veins resist with little, so that half of it is hardly felt"
            )
        ], targets: ["circulation.systemicVenousResistance"], neutral: ["share": 0])

    private let share: Double

    public init(_ arguments: InterventionArguments) { share = arguments.number("share") / 100 }

    public func apply(to heart: inout TreatedHeart) throws {
        try heart.scale("circulation.systemicVenousResistance", by: 1 / (1 - share))
    }
}
