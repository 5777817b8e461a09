import Quantities

/// A hole between the ventricles.
public struct VentricularSeptalDefect: RoundHole {
    public static let card = InterventionCard(
        "ventricular-septal-defect", "Ventricular septal defect",
        mechanism: "an orifice with Bernoulli loss between the ventricles, open both ways",
        source:
            "law orifice-shunt of the circuits; discharge coefficient 0.75 of a plain round opening, as interatrial-shunt",
        numbers: [
            ParameterCard(
                "diameter", "Diameter of the hole", unit: "mm", default: 6, range: 0...40,
                source: "choice: a hole that holds the pressures of the ventricles apart")
        ], claims: "the ventricular septum", neutral: ["diameter": 0], levels: .loopOnly)

    public static let passage = (
        branch: "ventricularSeptum", from: "leftVentricle", to: "rightVentricle"
    )
    public let diameter: Double

    public init(diameter: Double) { self.diameter = diameter }
}
