import Electrophysiology

/// Pacing by a lead in the apex of the right ventricle.
public struct RightVentricularPacing: Intervention {
    public static let card = InterventionCard(
        "rv-pacing", "Pacing by a lead in the apex of the right ventricle",
        mechanism: "the beat begins at the lead, nothing is conducted from the atria",
        source: "protocol rv-apex-pacing of validate rodero01-activation",
        claims: "the activation")

    public init(_ arguments: InterventionArguments) {}

    public func apply(to heart: inout TreatedHeart) {
        heart.activate(ActivationProtocols.rightApicalPacing)
    }
}
