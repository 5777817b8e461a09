public import Circulation

/// The walls of the ventricles of an adult as patches: when each is activated and what of it is scar.
///
/// Shares of wall volume and times of activation are those of the anatomy rodero-01: means over the AHA segments
/// of a patch of the times that its eikonal equation gives (docs/triseg.md).
public struct AdultWalls: Sendable, Equatable {
    /// A patch.
    public typealias Patch = WallPatch

    /// What a patient's walls may differ in from the healthy adult's.
    public enum Factor: String, CaseIterable, Sendable {
        case leftArea, leftActiveStress, leftPassiveStress
        case rightArea, rightActiveStress, rightPassiveStress

        /// Whether it is of the right free wall; else of the left one and the septum.
        public var isRight: Bool { rawValue.hasPrefix("right") }

        /// The parameter of a patch that it multiplies.
        public var parameter: String {
            switch self {
            case .leftArea, .rightArea: "referenceArea"
            case .leftActiveStress, .rightActiveStress: "activeStress"
            case .leftPassiveStress, .rightPassiveStress: "passiveStress"
            }
        }
    }

    /// Factors on the healthy adult's walls; 1 where none is named.
    public var factors: [Factor: Double] = [:]

    /// Where activation begins.
    public enum Origin: String, CaseIterable, Sendable {
        case leftBranch, rightBranch, rightApex
        case anterior, anterolateral, lateral, inferolateral, inferior
    }

    /// Activation of each patch after the onset of the QRS [ms].
    public var delays: [Patch: Double]
    /// Share of scar of each patch [1]; none where it is not named.
    public var scars: [Patch: Double]
    /// Stiffness of scar by that of muscle [1].
    public var scarStiffening: Double

    /// Walls activated from some places at some times [ms]: every patch by the first to reach it.
    public init(
        activatedFrom origins: [(Origin, at: Double)], scars: [Patch: Double] = [:],
        scarStiffening: Double = 1
    ) {
        var delays: [Patch: Double] = [:]
        for (origin, start) in origins {
            for (patch, time) in zip(Patch.allCases, Self.times[origin] ?? []) {
                delays[patch] = min(delays[patch] ?? .infinity, start + time)
            }
        }
        self.delays = delays
        self.scars = scars
        self.scarStiffening = scarStiffening
    }

    /// Walls of a beat in which both bundle branches conduct.
    public static let normal = AdultWalls(activatedFrom: [(.leftBranch, 0), (.rightBranch, 0)])

    /// Mean activation of the patches, in their order, from each place alone [ms].
    private static let times: [Origin: [Double]] = [
        .leftBranch: [34.8, 40.5, 48.5, 40.7, 35.3, 35.0, 26.3, 75.2],
        .rightBranch: [65.6, 104.8, 105.3, 62.6, 49.7, 50.2, 28.7, 39.6],
        .rightApex: [83.9, 105.8, 105.0, 78.0, 76.2, 74.1, 25.3, 73.8],
        .anterior: [66.2, 80.9, 104.5, 118.5, 78.0, 102.7, 88.1, 112.1],
        .anterolateral: [77.8, 67.7, 87.3, 108.7, 104.3, 121.9, 102.9, 141.6],
        .lateral: [95.0, 69.4, 71.1, 88.5, 121.0, 116.3, 104.5, 149.6],
        .inferolateral: [113.7, 91.9, 68.6, 69.7, 121.2, 97.0, 96.4, 135.5],
        .inferior: [114.9, 109.2, 85.4, 60.6, 97.7, 74.8, 69.5, 96.3],
    ]
}
