import Circulation
import Quantities

/// A hole between the ventricles.
public struct VentricularSeptalDefect: Intervention {
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

    private let diameter: Double

    public init(_ arguments: InterventionArguments) { diameter = arguments.number("diameter") }

    public func apply(to heart: inout TreatedHeart) throws {
        guard diameter > 0 else { return }
        heart.connect(
            CircuitDevice(
                "ventricular septal defect",
                branches: [
                    .init(
                        "ventricularSeptum", law: "orifice-shunt", from: "leftVentricle",
                        to: "rightVentricle", ["area": RoundOpening.area(diameter: diameter)])
                ]))
    }
}
