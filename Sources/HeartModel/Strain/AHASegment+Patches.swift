public import Circulation

extension AHASegment {
    /// The patches of the loop's walls that a segment belongs to, with its share in each [1].
    ///
    /// The apical lateral segment is half of both lateral patches, the apex a quarter of each patch of the free wall.
    public var patches: [(patch: WallPatch, share: Double)] {
        switch self {
        case .basalAnterior, .midAnterior, .apicalAnterior: [(.anterior, 1)]
        case .basalAnterolateral, .midAnterolateral: [(.anterolateral, 1)]
        case .basalInferolateral, .midInferolateral: [(.inferolateral, 1)]
        case .apicalLateral: [(.anterolateral, 0.5), (.inferolateral, 0.5)]
        case .basalInferior, .midInferior, .apicalInferior: [(.inferior, 1)]
        case .basalAnteroseptal, .midAnteroseptal: [(.anteroseptal, 1)]
        case .basalInferoseptal, .midInferoseptal: [(.inferoseptal, 1)]
        case .apicalSeptal: [(.apicalSeptal, 1)]
        case .apex:
            [(.anterior, 0.25), (.anterolateral, 0.25), (.inferolateral, 0.25), (.inferior, 0.25)]
        }
    }
}

extension HeartParameters {
    /// Share of scar of the patches of the loop's walls [1], those without left out: the mean over their segments.
    ///
    /// Segments hold about the same volume of wall and count alike; the apex, 0.6 % of the left ventricle of rodero-01, has
    /// no patch of its own and is left out.
    public var scarredPatches: [WallPatch: Double] {
        let shares = scarShares
        var sums: [WallPatch: (scar: Double, whole: Double)] = [:]
        for segment in AHASegment.allCases where segment != .apex {
            for (patch, part) in segment.patches {
                let before = sums[patch] ?? (0, 0)
                sums[patch] = (before.scar + part * (shares[segment] ?? 0), before.whole + part)
            }
        }
        return sums.mapValues { $0.scar / $0.whole }.filter { $0.value > 0 }
    }
}
