public import Numerics

/// A rectangular block cut into cells by planes across the axes.
public struct BoxLattice: Sendable, Equatable {
    /// Places of the planes across x, ascending, the two ends included [mm].
    public var x: [Double]
    /// Places of the planes across y [mm].
    public var y: [Double]
    /// Places of the planes across z [mm].
    public var z: [Double]

    /// A block from its planes, two or more in each direction [mm].
    public init(x: [Double], y: [Double], z: [Double]) {
        self.x = x
        self.y = y
        self.z = z
    }

    /// Equal cells, from the origin.
    ///
    /// - `size`: lengths of the edges of the block [mm].
    /// - `cells`: their number along x, y and z.
    public init(size: Vec3, cells: SIMD3<Int>) {
        func planes(_ length: Double, _ count: Int) -> [Double] {
            (0...max(count, 0)).map { length * Double($0) / Double(count) }
        }
        self.init(
            x: planes(size.x, cells.x), y: planes(size.y, cells.y), z: planes(size.z, cells.z))
    }

    /// Quadratic tetrahedra: six around a diagonal of each cell.
    ///
    /// Nodes are the corners of the cells, and the places halfway between them.
    ///
    /// Source: Kuhn, *IBM J. Res. Dev.* 4 (1960) 518–524, doi:10.1147/rd.45.0518.
    ///
    /// - `tag`: surface of a boundary triangle from the mean of its corners [mm].
    /// - Throws: ``GeometryError/outOfRange(name:value:allowed:)`` for planes that do not ascend.
    public func quadraticMesh(
        tag: (Vec3) -> SurfaceTag = { _ in .epicardium }
    ) throws(GeometryError) -> QuadraticTetMesh {
        let nodes = LatticeNodes(
            x: try Self.halved(x, "x"), y: try Self.halved(y, "y"), z: try Self.halved(z, "z"))
        let points = nodes.points
        var tets: [Int32] = []
        for k in 0..<z.count - 1 {
            for j in 0..<y.count - 1 {
                for i in 0..<x.count - 1 {
                    for corners in LatticeNodes.tetrahedra(ofCellAt: SIMD3(2 * i, 2 * j, 2 * k)) {
                        tets += nodes.numbers(corners, edges: QuadraticTetMesh.tetEdges)
                    }
                }
            }
        }
        let corners = stride(from: 0, to: tets.count, by: 10).map {
            SIMD4(tets[$0], tets[$0 + 1], tets[$0 + 2], tets[$0 + 3])
        }
        let faces = try TetBoundary(corners).triangles
        let ring = [SIMD2(0, 1), SIMD2(1, 2), SIMD2(2, 0)]
        return QuadraticTetMesh(
            points: points, tets: tets,
            regions: [WallRegion](repeating: .leftVentricle, count: corners.count),
            triangles: faces.flatMap { face in
                nodes.numbers([face.x, face.y, face.z].map(nodes.place), edges: ring)
            },
            triangleTags: faces.map {
                tag((points[Int($0.x)] + points[Int($0.y)] + points[Int($0.z)]) / 3)
            })
    }

    /// The planes and the places halfway between them.
    private static func halved(
        _ planes: [Double], _ axis: String
    ) throws(GeometryError) -> [Double] {
        if planes.count < 2 {
            throw .outOfRange(
                name: "planes across \(axis)", value: Double(planes.count), allowed: "2 or more")
        }
        var result = [planes[0]]
        for (a, b) in zip(planes, planes.dropFirst()) {
            if !(b > a && b.isFinite) {
                throw .outOfRange(
                    name: "plane across \(axis)", value: b, allowed: "more than \(a) mm")
            }
            result += [0.5 * (a + b), b]
        }
        return result
    }
}

/// The nodes of a ``BoxLattice``: corners of cells at even places, middles of edges at odd ones.
private struct LatticeNodes {
    let x: [Double]
    let y: [Double]
    let z: [Double]

    func number(_ p: SIMD3<Int>) -> Int32 { Int32((p.z * y.count + p.y) * x.count + p.x) }

    func place(_ number: Int32) -> SIMD3<Int> {
        let (row, i) = Int(number).quotientAndRemainder(dividingBy: x.count)
        let (k, j) = row.quotientAndRemainder(dividingBy: y.count)
        return SIMD3(i, j, k)
    }

    var points: [Vec3] { z.flatMap { z in y.flatMap { y in x.map { Vec3($0, y, z) } } } }

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
    func numbers(_ corners: [SIMD3<Int>], edges: [SIMD2<Int>]) -> [Int32] {
        corners.map(number) + edges.map { number((corners[$0.x] &+ corners[$0.y]) / 2) }
    }
}
