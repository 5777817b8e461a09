public import Quantities

/// Isotropic two-parameter law in the modified invariants.
///
/// ```
/// Ψ = c1 (Ī1 − 3) + c2 (Ī2 − 3)
/// ```
///
/// The initial shear modulus is 2 (c1 + c2).
///
/// Source: Holzapfel, *Nonlinear Solid Mechanics* (2000), section 6.5, equation (6.147), with
/// modified invariants.
public struct MooneyRivlin: PassiveMaterial {
    public static let card = ModelCard(
        identifier: "mooney-rivlin",
        summary: "Isotropic two-parameter rubber-like law",
        source: "Holzapfel 2000, Nonlinear Solid Mechanics, section 6.5",
        parameters: [
            parameter("c1", "coefficient of the first invariant", 1),
            parameter("c2", "coefficient of the second invariant", 0.5),
        ])

    private static func parameter(
        _ name: String, _ summary: String, _ value: Double
    ) -> ParameterCard {
        ParameterCard(
            name, summary, unit: "kPa", default: value, range: 0...10_000,
            source: "round value of the order of soft tissue, for verification only")
    }

    private let c1: Double
    private let c2: Double

    public init(parameters p: [Double]) {
        precondition(p.count == Self.card.parameters.count, "one value per parameter of the card")
        c1 = p[0]
        c2 = p[1]
    }

    public func respond(_ batch: MaterialBatch) {
        batch.forEachGroup(
            stressOnly: { E, S in point(E, &S, nil) },
            stressAndTangent: { E, S, D in point(E, &S, D) })
    }

    @inline(__always)
    private func point(_ E: LaneSym, _ S: inout LaneSym, _ D: LaneTangent?) -> Lanes {
        let invariants = IsochoricInvariants(strain: E)
        let d1 = Lanes(repeating: c1)
        let d2 = Lanes(repeating: c2)
        invariants.addFirst(d1, to: &S)
        invariants.addSecond(d2, to: &S)
        if let D {
            invariants.addFirst(d1, .zero, to: D)
            invariants.addSecond(d2, to: D)
        }
        return c1 * (invariants.first - 3) + c2 * (invariants.second - 3)
    }
}
