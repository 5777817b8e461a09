import Circulation
import Quantities

/// The foetal duct from the aorta to the pulmonary artery, open in an adult.
public struct PatentDuctusArteriosus: Intervention {
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

    private let diameter: Double

    public init(_ arguments: InterventionArguments) { diameter = arguments.number("diameter") }

    public func apply(to heart: inout TreatedHeart) throws {
        guard diameter > 0 else { return }
        heart.connect(
            CircuitDevice(
                "patent ductus arteriosus",
                branches: [
                    .init(
                        "arterialDuct", law: "orifice-shunt", from: "systemicArteries",
                        to: "pulmonaryArteries", ["area": RoundOpening.area(diameter: diameter)])
                ]))
    }
}
