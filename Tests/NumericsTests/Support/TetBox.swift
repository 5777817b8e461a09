import Numerics

/// A box of cubes cut into six tetrahedra each, with ten-node elements.
///
/// The nodes are the lattice of half-cubes, (2nx+1)(2ny+1)(2nz+1) of them. Node order of an element:
/// vertices 0–3, then the middles of 01, 12, 02, 03, 13, 23.
struct TetBox {
    let counts: (Int, Int, Int)
    let points: [Vec3]
    let tets: ElementConnectivity

    init(_ nx: Int, _ ny: Int, _ nz: Int) {
        counts = (nx, ny, nz)
        let (mx, my, mz) = (2 * nx + 1, 2 * ny + 1, 2 * nz + 1)
        points = (0..<mx * my * mz).map { (k: Int) -> Vec3 in
            let x = Double(k % mx)
            let y = Double(k / mx % my)
            let z = Double(k / (mx * my))
            return 0.5 * Vec3(x, y, z)
        }
        let paths: [[Int]] = [
            [0, 1, 2], [1, 2, 0], [2, 0, 1], [0, 2, 1], [2, 1, 0], [1, 0, 2],
        ]
        var nodes: [Int32] = []
        for cell in 0..<nx * ny * nz {
            let origin = [2 * (cell % nx), 2 * (cell / nx % ny), 2 * (cell / (nx * ny))]
            for (p, path) in paths.enumerated() {
                var corners = [origin]
                for axis in path {
                    var next = corners[corners.count - 1]
                    next[axis] += 2
                    corners.append(next)
                }
                if p >= 3 { corners.swapAt(1, 2) }
                for (a, b) in [
                    (0, 0), (1, 1), (2, 2), (3, 3), (0, 1), (1, 2), (0, 2), (0, 3), (1, 3), (2, 3),
                ] {
                    let at = zip(corners[a], corners[b]).map { ($0 + $1) / 2 }
                    nodes.append(Int32(at[0] + mx * (at[1] + my * at[2])))
                }
            }
        }
        tets = ElementConnectivity(nodes: nodes, nodesPerElement: 10)
    }

    /// Nodes on the face z = 0.
    var bottom: [Int] { points.indices.filter { points[$0].z == 0 } }

    func pattern(blockSize: Int = 3) throws -> NodeBlockPattern {
        try NodeBlockPattern(nodeCount: points.count, blockSize: blockSize, families: [tets])
    }
}
