import Geometry

/// Which kind of ventricular cell lives where.
///
/// Endocardial cells in the inner 70 % of the wall and in the septum, epicardial cells in the outer
/// 30 % of the free walls.
///
/// Source: Mincholé et al., *Phil. Trans. R. Soc. A* 377 (2019) 20180217 and Camps et al.,
/// *Med. Image Anal.* 71 (2021) 102143, doi:10.1016/j.media.2021.102143 (70 % endocardial, 30 %
/// epicardial cells).
enum CellLayers {
    /// Names of the cell types, in the order of template numbers.
    static let types = ["endo", "epi"]

    /// Transmural coordinate at which the epicardial layer begins [1].
    static let epicardialFrom = 0.7

    /// Template number of a place in the wall.
    static func template(transmural: Double, region: WallRegion) -> UInt8 {
        region != .septum && transmural > epicardialFrom ? 1 : 0
    }
}

extension CellLayers {
    /// Template number of every vertex; a vertex of the septum counts as septum.
    static func templates(_ anatomy: VentricularAnatomy) -> [UInt8] {
        var septal = [Bool](repeating: false, count: anatomy.mesh.points.count)
        for (tet, region) in zip(anatomy.mesh.tets, anatomy.regions) where region == .septum {
            for corner in 0..<4 { septal[Int(tet[corner])] = true }
        }
        return anatomy.mesh.points.indices.map { vertex in
            template(
                transmural: anatomy.coordinates?.transmural[vertex] ?? 0,
                region: septal[vertex] ? .septum : .leftVentricle)
        }
    }
}
