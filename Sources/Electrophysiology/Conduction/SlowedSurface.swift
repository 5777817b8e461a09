import Geometry

/// Triangles of a surface by how much slower the tissue below them conducts.
struct SlowedSurface {
    /// Triangles of one factor [1], in their order; parts by rising factor.
    let parts: [(factor: Double, triangles: [SIMD3<Int32>])]

    /// Gives every triangle the factor of the tetrahedron that it is a face of; 1 where it is of none, or of one at full
    /// speed.
    ///
    /// - `slowing`: of each tetrahedron [1]; nil is 1.
    init(_ triangles: [SIMD3<Int32>], of mesh: TetMesh, slowing: [Double]?) {
        guard let slowing else {
            parts = [(1, triangles)]
            return
        }
        var factors: [SIMD3<Int32>: Double] = [:]
        for (tet, factor) in zip(mesh.tets, slowing) where factor != 1 {
            for left in 0..<4 {
                let face = (0..<4).filter { $0 != left }.map { tet[$0] }.sorted()
                factors[SIMD3(face[0], face[1], face[2])] = factor
            }
        }
        var byFactor: [Double: [SIMD3<Int32>]] = [:]
        for triangle in triangles {
            let face = (0..<3).map { triangle[$0] }.sorted()
            byFactor[factors[SIMD3(face[0], face[1], face[2])] ?? 1, default: []].append(triangle)
        }
        parts = byFactor.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
