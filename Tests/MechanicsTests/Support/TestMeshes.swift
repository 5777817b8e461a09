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
    ) throws -> QuadraticTetMesh {
        var mesh = try BoxLattice(size: size, cells: SIMD3(cells.0, cells.1, cells.2))
            .quadraticMesh(tag: tag)
        mesh.points = mesh.points.map(warp)
        return mesh
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
