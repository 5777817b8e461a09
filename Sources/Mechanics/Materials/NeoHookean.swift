public import Quantities

/// Isotropic one-parameter law in the modified first invariant.
///
/// ```
/// Ψ = μ/2 (Ī1 − 3)
/// ```
///
/// Source: Holzapfel, *Nonlinear Solid Mechanics* (2000), section 6.5, equation (6.148), with the
/// modified invariant.
public struct NeoHookean: PassiveMaterial {
    public static let card = ModelCard(
        identifier: "neo-hookean",
        summary: "Isotropic one-parameter rubber-like law",
        source: "Holzapfel 2000, Nonlinear Solid Mechanics, section 6.5",
        parameters: [
            ParameterCard(
                "mu", "shear modulus", unit: "kPa", default: 3, range: 0...100_000,
                source: "round value of the order of soft tissue, for verification only")
        ])

    private let mu: Double

    public init(parameters p: [Double]) {
        precondition(p.count == Self.card.parameters.count, "one value per parameter of the card")
        mu = p[0]
    }

    public func respond(_ batch: MaterialBatch) {
        batch.forEachGroup(
            stressOnly: { E, S in point(E, &S, nil) },
            stressAndTangent: { E, S, D in point(E, &S, D) })
    }

    @inline(__always)
    private func point(_ E: LaneSym, _ S: inout LaneSym, _ D: LaneTangent?) -> Lanes {
        let invariants = IsochoricInvariants(strain: E)
        let d1 = Lanes(repeating: 0.5 * mu)
        invariants.addFirst(d1, to: &S)
        if let D { invariants.addFirst(d1, .zero, to: D) }
        return 0.5 * mu * (invariants.first - 3)
    }
}
