import Circulation
import Quantities

/// An opening between the atria.
public struct InteratrialShunt: Intervention {
    public static let card = InterventionCard(
        "interatrial-shunt", "Interatrial shunt device or septal defect",
        mechanism: "an orifice with Bernoulli loss between the atria, open both ways",
        source:
            "8 mm is the inner diameter of the device of the REDUCE LAP-HF trials, from memory; discharge "
            + "coefficient 0.88 of another device, n = 97, ESC Heart Fail. 11 (2024) 2499, doi:10.1002/ehf2.14859",
        numbers: [
            ParameterCard(
                "diameter", "Inner diameter", unit: "mm", default: 8, range: 0...40,
                source: "see the source")
        ], claims: "the atrial septum", neutral: ["diameter": 0], levels: .loopOnly)

    /// Effective by geometrical area [1], see the card.
    private static let dischargeCoefficient = 0.88

    private let diameter: Double

    public init(_ arguments: InterventionArguments) { diameter = arguments.number("diameter") }

    public func apply(to heart: inout TreatedHeart) throws {
        guard diameter > 0 else { return }
        let area =
            Self.dischargeCoefficient * .pi / 4 * diameter * diameter / Units.squareCentimetre
        heart.connect(
            CircuitDevice(
                "interatrial shunt",
                branches: [
                    .init(
                        "atrialSeptum", law: "orifice-shunt", from: "leftAtrium", to: "rightAtrium",
                        ["area": area])
                ]))
    }
}
