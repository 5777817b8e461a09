import Quantities

/// Atria that do not contract.
public struct AtrialFibrillation: Intervention {
    public static let card = InterventionCard(
        "atrial-fibrillation", "Loss of atrial contraction",
        mechanism:
            "both atria stay relaxed; the ventricles' rhythm stays regular, which in atrial fibrillation "
            + "it is not",
        source: "definition",
        targets: [
            "circulation.leftAtrialContractionTime", "circulation.leftAtrialRelaxationTime",
            "circulation.rightAtrialContractionTime", "circulation.rightAtrialRelaxationTime",
        ], claims: "the contraction of the atria")

    public init(_ arguments: InterventionArguments) {}

    public func apply(to heart: inout TreatedHeart) throws {
        for name in Self.card.targets ?? [] { try heart.set(name, to: 0) }
    }
}
