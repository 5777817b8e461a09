public import Quantities

/// The currents that drugs are tested on, and what their conductances are called in the models.
public enum IonCurrent: String, Sendable, CaseIterable {
    case rapidRectifier = "IKr"
    case calcium = "ICaL"
    case lateSodium = "INaL"
    case sodium = "INa"
    case transientOutward = "Ito"
    case inwardRectifier = "IK1"
    case slowRectifier = "IKs"

    /// Names of the conductance, the first that a model has.
    private var names: [String] {
        switch self {
        case .rapidRectifier: ["gKr"]
        case .calcium: ["PCa", "gCaL"]
        case .lateSodium: ["gNaL"]
        case .sodium: ["gNa"]
        case .transientOutward: ["gto"]
        case .inwardRectifier: ["gK1"]
        case .slowRectifier: ["gKs"]
        }
    }

    /// Name of the factor of the current, 1 in a healthy cell, in models that are read from files.
    public var scale: String { "scale\(rawValue)" }

    /// The parameter of a model that scales the current; nil where it has none.
    public func parameter(of card: ModelCard) -> String? {
        let known = Set(card.parameters.map(\.name))
        return ([scale] + names).first { known.contains($0) }
    }
}
