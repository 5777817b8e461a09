public import Numerics

/// A rectangular block with one corner at the origin and its edges along the axes.
public struct Box: Sendable, Equatable {
    /// Lengths of the edges [mm].
    public var size: Vec3

    /// Makes a block from the lengths of its edges [mm].
    public init(size: Vec3) { self.size = size }

    /// Quadratic tetrahedra: a grid of equal cells, each cut into six along its diagonal.
    ///
    /// All nodes are those of the grid with half the spacing.
    ///
    /// Source: Kuhn, *IBM J. Res. Dev.* 4 (1960) 518–524, doi:10.1147/rd.45.0518.
    ///
    /// - `cells`: cells along x, y and z.
    /// - `tag`: surface of a boundary triangle from the mean of its corners [mm].
    /// - Throws: ``GeometryError/outOfRange(name:value:allowed:)``.
    public func quadraticMesh(
        cells: (x: Int, y: Int, z: Int), tag: (Vec3) -> SurfaceTag = { _ in .epicardium }
    ) throws(GeometryError) -> QuadraticTetMesh {
        for (name, count) in [
            ("cells in x", cells.x), ("cells in y", cells.y), ("cells in z", cells.z),
        ]
        where count < 1 {
            throw .outOfRange(name: name, value: Double(count), allowed: "1 or more")
        }
        for (name, length) in [
            ("length in x", size.x), ("length in y", size.y), ("length in z", size.z),
        ]
        where !(length > 0 && length.isFinite) {
            throw .outOfRange(name: name, value: length, allowed: "more than 0 mm")
        }
        let grid = BoxGrid(cells: cells)
        let points = grid.points(size: size)
        var tets: [Int32] = []
        tets.reserveCapacity(60 * cells.x * cells.y * cells.z)
        for k in 0..<cells.z {
            for j in 0..<cells.y {
                for i in 0..<cells.x {
                    for corners in BoxGrid.tetrahedra(ofCellAt: SIMD3(2 * i, 2 * j, 2 * k)) {
                        tets += grid.nodes(corners, edges: QuadraticTetMesh.tetEdges)
                    }
                }
            }
        }
        let corners = stride(from: 0, to: tets.count, by: 10).map {
            SIMD4(tets[$0], tets[$0 + 1], tets[$0 + 2], tets[$0 + 3])
        }
        let faces = try TetBoundary(corners).triangles
        let ring = [SIMD2(0, 1), SIMD2(1, 2), SIMD2(2, 0)]
        let triangles = faces.flatMap { face in
            grid.nodes([face.x, face.y, face.z].map(grid.place), edges: ring)
        }
        let tags = faces.map {
            tag((points[Int($0.x)] + points[Int($0.y)] + points[Int($0.z)]) / 3)
        }
        return QuadraticTetMesh(
            points: points, tets: tets,
            regions: [WallRegion](repeating: .leftVentricle, count: tets.count / 10),
            triangles: triangles, triangleTags: tags)
    }
}

/// The nodes of a ``Box``: corners of the cells at even places, middles of edges at odd ones.
private struct BoxGrid {
    let count: SIMD3<Int>

    init(cells: (x: Int, y: Int, z: Int)) {
        count = SIMD3(2 * cells.x + 1, 2 * cells.y + 1, 2 * cells.z + 1)
    }

    func number(_ p: SIMD3<Int>) -> Int32 { Int32((p.z * count.y + p.y) * count.x + p.x) }

    func place(_ number: Int32) -> SIMD3<Int> {
        let (row, x) = Int(number).quotientAndRemainder(dividingBy: count.x)
        let (z, y) = row.quotientAndRemainder(dividingBy: count.y)
        return SIMD3(x, y, z)
    }

    func points(size: Vec3) -> [Vec3] {
        var points: [Vec3] = []
        points.reserveCapacity(count.x * count.y * count.z)
        for z in 0..<count.z {
            for y in 0..<count.y {
                for x in 0..<count.x {
                    points.append(
                        Vec3(
                            size.x * Double(x) / Double(count.x - 1),
                            size.y * Double(y) / Double(count.y - 1),
                            size.z * Double(z) / Double(count.z - 1)))
                }
            }
        }
        return points
    }

    /// Corners of the six tetrahedra around the diagonal of a cell: one for each order of the axes.
    static func tetrahedra(ofCellAt origin: SIMD3<Int>) -> [[SIMD3<Int>]] {
        let orders = [[0, 1, 2], [1, 2, 0], [2, 0, 1], [0, 2, 1], [2, 1, 0], [1, 0, 2]]
        return orders.enumerated().map { index, order in
            var corner = origin
            var corners = [corner]
            for axis in order {
                corner[axis] += 2
                corners.append(corner)
            }
            // Odd orders turn the tetrahedron inside out.
            if index >= 3 { corners.swapAt(1, 2) }
            return corners
        }
    }

    /// Numbers of corners and of the middles of edges between them.
    func nodes(_ corners: [SIMD3<Int>], edges: [SIMD2<Int>]) -> [Int32] {
        corners.map(number) + edges.map { number((corners[$0.x] &+ corners[$0.y]) / 2) }
    }
}
