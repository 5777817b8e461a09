import Fibres
import FiniteElements
import Geometry
import Numerics

/// Small meshes for tests.
enum TestMeshes {
    /// A box of cubes cut into six quadratic tetrahedra each; `warp` moves all nodes (curved edges).
    ///
    /// - `tag`: surface of a boundary triangle from the middle of its unwarped corners.
    static func box(
        cells: (Int, Int, Int), size: Vec3, warp: (Vec3) -> Vec3 = { $0 },
        tag: (Vec3) -> SurfaceTag = { _ in .epicardium }
    ) -> QuadraticTetMesh {
        let (nx, ny, nz) = cells
        let grid = (2 * nx + 1, 2 * ny + 1, 2 * nz + 1)
        func number(_ p: SIMD3<Int>) -> Int32 {
            Int32((p.z * grid.1 + p.y) * grid.0 + p.x)
        }
        var straight: [Vec3] = []
        for k in 0..<grid.2 {
            for j in 0..<grid.1 {
                for i in 0..<grid.0 {
                    straight.append(
                        Vec3(
                            size.x * Double(i) / Double(2 * nx),
                            size.y * Double(j) / Double(2 * ny),
                            size.z * Double(k) / Double(2 * nz)))
                }
            }
        }
        var tets: [Int32] = []
        var faces: [Set<Int32>: [Int32]] = [:]
        let orders = [[0, 1, 2], [1, 2, 0], [2, 0, 1], [0, 2, 1], [2, 1, 0], [1, 0, 2]]
        for k in 0..<nz {
            for j in 0..<ny {
                for i in 0..<nx {
                    for (index, order) in orders.enumerated() {
                        var corner = SIMD3(2 * i, 2 * j, 2 * k)
                        var v = [corner]
                        for axis in order {
                            corner[axis] += 2
                            v.append(corner)
                        }
                        if index >= 3 { v.swapAt(1, 2) }
                        tets += v.map(number)
                        tets += QuadraticTet.edges.map { number((v[$0.0] &+ v[$0.1]) / 2) }
                        for f in [[0, 2, 1], [0, 1, 3], [1, 2, 3], [0, 3, 2]] {
                            let c = f.map { v[$0] }
                            let nodes =
                                c.map(number)
                                + [(0, 1), (1, 2), (2, 0)].map {
                                    number((c[$0.0] &+ c[$0.1]) / 2)
                                }
                            let key = Set(nodes)
                            if faces.removeValue(forKey: key) == nil { faces[key] = nodes }
                        }
                    }
                }
            }
        }
        let boundary = faces.values.sorted { $0.lexicographicallyPrecedes($1) }
        let tags = boundary.map { nodes -> SurfaceTag in
            tag((0..<3).reduce(Vec3.zero) { $0 + straight[Int(nodes[$1])] } / 3)
        }
        return QuadraticTetMesh(
            points: straight.map(warp), tets: tets,
            regions: [WallRegion](repeating: .leftVentricle, count: tets.count / 10),
            triangles: boundary.flatMap { $0 }, triangleTags: tags)
    }

    /// The same frame at every quadrature point.
    static func frames(
        _ mesh: QuadraticTetMesh, points: Int = 4, fibre: Vec3 = Vec3(1, 0, 0),
        sheet: Vec3 = Vec3(0, 1, 0)
    ) -> [FibreFrame] {
        [FibreFrame](
            repeating: FibreFrame(fibre: fibre, sheet: sheet), count: mesh.tetCount * points)
    }

    /// A seeded number in −½ … ½ for each index.
    static func noise(_ count: Int, seed: UInt64 = 7) -> [Double] {
        var generator = SplitMix64(seed: seed)
        return (0..<count).map { _ in generator.nextDouble() - 0.5 }
    }
}
