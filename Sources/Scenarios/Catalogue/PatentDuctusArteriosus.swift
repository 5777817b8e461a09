import Quantities

/// The foetal duct from the aorta to the pulmonary artery, open in an adult.
public struct PatentDuctusArteriosus: RoundHole {
    public static let card = InterventionCard(
        "patent-ductus-arteriosus", "Patent ductus arteriosus",
        mechanism:
            "an orifice with Bernoulli loss between the systemic and the pulmonary arteries, open both ways",
        source:
            "law orifice-shunt of the circuits; discharge coefficient 0.75 of a plain round opening, as interatrial-shunt",
        numbers: [
            ParameterCard(
                "diameter", "Diameter at its narrowest", unit: "mm", default: 4, range: 0...20,
                source: "choice: a duct that holds the pressures of the arteries apart")
        ], claims: "the arterial duct", neutral: ["diameter": 0], levels: .loopOnly)

    public static let passage = (
        branch: "arterialDuct", from: "systemicArteries", to: "pulmonaryArteries"
    )
    public let diameter: Double

    public init(diameter: Double) { self.diameter = diameter }
}
