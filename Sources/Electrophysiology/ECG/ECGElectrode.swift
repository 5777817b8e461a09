public import Numerics

/// The electrodes of the standard twelve-lead electrocardiogram; the right leg is the ground.
public enum ECGElectrode: String, Sendable, CaseIterable {
    case rightArm = "RA"
    case leftArm = "LA"
    case leftLeg = "LL"
    case v1 = "V1"
    case v2 = "V2"
    case v3 = "V3"
    case v4 = "V4"
    case v5 = "V5"
    case v6 = "V6"
}

/// Where the electrodes of an electrocardiogram are.
public struct ECGElectrodes: Sendable, Equatable {
    /// Positions in the frame of the anatomy [mm], in the order of ``ECGElectrode``.
    public let positions: [Vec3]

    /// Position of one electrode [mm].
    public subscript(electrode: ECGElectrode) -> Vec3 {
        positions[ECGElectrode.allCases.firstIndex(of: electrode) ?? 0]
    }

    /// Makes electrodes from a position for each.
    public init(_ position: (ECGElectrode) -> Vec3) {
        positions = ECGElectrode.allCases.map(position)
    }

    /// Makes electrodes from positions by name (RA, LA, LL, V1 … V6); other names are ignored.
    ///
    /// - Throws: ``ElectrophysiologyError/missingElectrodes(missing:given:)``.
    public init(named positions: [String: Vec3]) throws(ElectrophysiologyError) {
        let missing = ECGElectrode.allCases.map(\.rawValue).filter { positions[$0] == nil }
        guard missing.isEmpty else {
            throw .missingElectrodes(missing: missing, given: positions.keys.sorted())
        }
        self.init { positions[$0.rawValue] ?? .zero }
    }
}
