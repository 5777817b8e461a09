import Geometry
import Numerics

/// The unit cube cut into n³ cells of six tetrahedra (Kuhn), possibly deformed by a smooth map.
struct TetCube {
    let cells: Int
    let map: (Vec3) -> Vec3

    init(cells: Int, map: @escaping (Vec3) -> Vec3 = { $0 }) {
        self.cells = cells
        self.map = map
    }

    var linear: TetMesh {
        let points = nodes(perSide: cells)
        let tets = tetrahedra.map { tet in
            SIMD4<Int32>(tet.map { number($0, perSide: cells) })
        }
        return TetMesh(points: points, tets: tets)
    }

    var quadratic: QuadraticTetMesh {
        let edges = [(0, 1), (1, 2), (0, 2), (0, 3), (1, 3), (2, 3)]
        let tets = tetrahedra.flatMap { tet in
            tet.map { number($0 &* 2, perSide: 2 * cells) }
                + edges.map { number(tet[$0.0] &+ tet[$0.1], perSide: 2 * cells) }
        }
        return QuadraticTetMesh(
            points: nodes(perSide: 2 * cells), tets: tets,
            regions: Array(repeating: .leftVentricle, count: tets.count / 10), triangles: [],
            triangleTags: [])
    }

    /// Nodes on the surface of a grid with `perSide` intervals.
    static func boundary(perSide n: Int) -> [Int32] {
        var nodes: [Int32] = []
        for k in 0...n {
            for j in 0...n {
                for i in 0...n where [i, j, k].contains(where: { $0 == 0 || $0 == n }) {
                    nodes.append(Int32(i + (n + 1) * (j + (n + 1) * k)))
                }
            }
        }
        return nodes
    }

    private func nodes(perSide n: Int) -> [Vec3] {
        (0..<(n + 1) * (n + 1) * (n + 1)).map { index in
            let i = index % (n + 1)
            let j = index / (n + 1) % (n + 1)
            let k = index / ((n + 1) * (n + 1))
            return map(Vec3(Double(i), Double(j), Double(k)) / Double(n))
        }
    }

    private func number(_ x: SIMD3<Int32>, perSide n: Int) -> Int32 {
        x.x + Int32(n + 1) * (x.y + Int32(n + 1) * x.z)
    }

    /// Corner grid coordinates of all tetrahedra, positively oriented.
    private var tetrahedra: [[SIMD3<Int32>]] {
        let unit: [SIMD3<Int32>] = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
        let even = [[0, 1, 2], [1, 2, 0], [2, 0, 1]]
        let odd = [[0, 2, 1], [2, 1, 0], [1, 0, 2]]
        var result: [[SIMD3<Int32>]] = []
        for k in 0..<Int32(cells) {
            for j in 0..<Int32(cells) {
                for i in 0..<Int32(cells) {
                    let a = SIMD3<Int32>(i, j, k)
                    for path in even + odd {
                        let b = a &+ unit[path[0]]
                        let c = b &+ unit[path[1]]
                        let d = c &+ unit[path[2]]
                        result.append(even.contains(path) ? [a, b, c, d] : [a, c, b, d])
                    }
                }
            }
        }
        return result
    }
}
