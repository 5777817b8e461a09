import Numerics

/// A wall made of triangular prisms stacked through its thickness, each cut into three tetrahedra.
///
/// The cut of every quadrilateral runs through its lowest node, so that neighbouring prisms agree
/// without knowing of each other.
///
/// Source: Dompierre, Labbé, Vallet, Camarero, *Proc. 8th Int. Meshing Roundtable* (1999) 195–204,
/// tables 1–2.
struct PrismWall {
    /// Tetrahedra, positively oriented if the prisms are.
    private(set) var tets: [SIMD4<Int32>] = []
    /// Part of each tetrahedron.
    private(set) var regions: [WallRegion] = []
    private var tagOfTriangle: [SIMD3<Int32>: SurfaceTag] = [:]

    /// Orders of the corners that bring each corner to the front and keep the orientation.
    private static let rotations: [[Int]] = [
        [0, 1, 2, 3, 4, 5], [1, 2, 0, 4, 5, 3], [2, 0, 1, 5, 3, 4],
        [3, 5, 4, 0, 2, 1], [4, 3, 5, 1, 0, 2], [5, 4, 3, 2, 1, 0],
    ]

    /// Adds the prism between two triangles, corner above corner; the bottom's normal points up.
    mutating func addPrism(bottom: SIMD3<Int32>, top: SIMD3<Int32>, region: WallRegion) {
        let corners = [bottom.x, bottom.y, bottom.z, top.x, top.y, top.z]
        let lowest = corners.indices.min { corners[$0] < corners[$1] } ?? 0
        let v = Self.rotations[lowest].map { corners[$0] }
        if min(v[1], v[5]) < min(v[2], v[4]) {
            tets.append(SIMD4(v[0], v[1], v[2], v[5]))
            tets.append(SIMD4(v[0], v[1], v[5], v[4]))
        } else {
            tets.append(SIMD4(v[0], v[1], v[2], v[4]))
            tets.append(SIMD4(v[0], v[4], v[2], v[5]))
        }
        tets.append(SIMD4(v[0], v[4], v[5], v[3]))
        regions.append(contentsOf: repeatElement(region, count: 3))
    }

    /// Declares the surface a bottom or top triangle of a prism lies on.
    mutating func tag(_ triangle: SIMD3<Int32>, _ tag: SurfaceTag) {
        tagOfTriangle[TetBoundary.key(triangle)] = tag
    }

    /// The finished wall; boundary triangles without a declared tag belong to the base.
    ///
    /// - Throws: ``GeometryError`` where the prisms do not fit together.
    func anatomy(
        points: [Vec3], coordinates: VentricularCoordinates
    ) throws(GeometryError) -> VentricularAnatomy {
        let boundary = try TetBoundary(tets)
        let tags = boundary.triangles.map {
            tagOfTriangle[TetBoundary.key($0)] ?? .base
        }
        let mesh = TetMesh(points: points, tets: tets)
        for tet in tets.indices where !(mesh.volume(tet) > 0) {
            throw .invertedElement(tet: tet, volume: mesh.volume(tet))
        }
        return VentricularAnatomy(
            mesh: mesh, regions: regions, triangles: boundary.triangles, triangleTags: tags,
            coordinates: coordinates)
    }
}

/// Triangles between two lines of nodes that run side by side.
enum TriangleStrip {
    /// Joins two lines whose ends face each other, always along the shorter diagonal.
    ///
    /// - `lower`, `upper`: node numbers and their ascending positions along the line; a closed ring
    ///   repeats its first node at the end.
    /// - Result: triangles (lower, next lower, upper) and (lower, next upper, upper), that is
    ///   anticlockwise where the lines run to the right and `upper` lies above.
    static func join(
        _ lower: [(node: Int32, at: Double)], _ upper: [(node: Int32, at: Double)]
    ) -> [SIMD3<Int32>] {
        var triangles: [SIMD3<Int32>] = []
        var i = 0
        var j = 0
        while i + 1 < lower.count || j + 1 < upper.count {
            let advanceLower: Bool
            if j + 1 == upper.count {
                advanceLower = true
            } else if i + 1 == lower.count {
                advanceLower = false
            } else {
                advanceLower =
                    lower[i].at + lower[i + 1].at <= upper[j].at + upper[j + 1].at
            }
            if advanceLower {
                triangles.append(SIMD3(lower[i].node, lower[i + 1].node, upper[j].node))
                i += 1
            } else {
                triangles.append(SIMD3(lower[i].node, upper[j + 1].node, upper[j].node))
                j += 1
            }
        }
        return triangles
    }
}
