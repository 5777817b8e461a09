/// A patch of the adult's ventricular walls.
///
/// Shares of wall volume are those of the anatomy rodero-01 (docs/triseg.md).
public enum WallPatch: String, CaseIterable, Sendable {
    case anterior, anterolateral, inferolateral, inferior
    case anteroseptal, inferoseptal, apicalSeptal
    case rightFree

    /// The wall it belongs to, by the name that the law `triseg` has for it.
    public var wall: String {
        switch self {
        case .anterior, .anterolateral, .inferolateral, .inferior: "left"
        case .anteroseptal, .inferoseptal, .apicalSeptal: "septum"
        case .rightFree: "right"
        }
    }

    /// Volume of wall of rodero-01 [mL].
    package var volume: Double { Self.volumes[self] ?? 0 }

    private static let volumes: [WallPatch: Double] = [
        .anterior: 31.8, .anterolateral: 27.7, .inferolateral: 26.9, .inferior: 28.5,
        .anteroseptal: 22.6, .inferoseptal: 18.0, .apicalSeptal: 8.5, .rightFree: 61.1,
    ]

    /// Share of its wall's volume [1].
    public var shareOfWall: Double {
        volume / WallPatch.allCases.filter { $0.wall == wall }.reduce(0) { $0 + $1.volume }
    }

    /// Share of the volume of the left free wall and the septum; 0 for the right free wall [1].
    public var shareOfLeftVentricle: Double {
        guard wall != "right" else { return 0 }
        return volume
            / WallPatch.allCases.filter { $0.wall != "right" }.reduce(0) { $0 + $1.volume }
    }
}
