import Circulation
import Electrophysiology
import Fibres
public import Quantities

/// One group of parameters that share the first part of their dotted names.
public struct HeartSection: Sendable {
    /// First part of the names.
    public var name: String
    /// The parameters.
    public var cards: [ParameterCard]
}

/// Every section of ``HeartParameters``, sorted by name.
public enum HeartSections {
    /// The registry.
    public static let all: [HeartSection] =
        (fixed + HeartChoices.all.flatMap(\.sections)).sorted { $0.name < $1.name }

    /// Those of the parts that are always there.
    private static let fixed: [HeartSection] = [
        HeartSection(name: "activation", cards: ActivationParameters.card.parameters),
        HeartSection(name: "cells", cards: CellCard.parameters),
        HeartSection(name: "circulation", cards: LoopParameters.cards),
        HeartSection(name: "ecg", cards: ECGConductivities.card.parameters),
        HeartSection(name: "fibres", cards: FibreAngles.card.parameters),
        HeartSection(name: "heart", cards: HeartCard.parameters),
        HeartSection(name: "wall", cards: WallCard.parameters),
        HeartSection(name: "walls", cards: LoopWallCard.parameters),
    ]
}
