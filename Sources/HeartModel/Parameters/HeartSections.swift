import Circulation
import Electrophysiology
import Fibres
import Mechanics
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
    public static let all: [HeartSection] = [
        HeartSection(name: "activation", cards: ActivationParameters.card.parameters),
        HeartSection(name: "circulation", cards: LoopParameters.cards),
        HeartSection(name: "contraction", cards: Land2017.card.parameters),
        HeartSection(name: "ecg", cards: ECGConductivities.card.parameters),
        HeartSection(name: "fibres", cards: FibreAngles.card.parameters),
        HeartSection(name: "heart", cards: HeartCard.parameters),
        HeartSection(name: "passive", cards: HolzapfelOgden.card.parameters),
        HeartSection(name: "wall", cards: WallCard.parameters),
    ]
}
