import Fibres
import Geometry
import Numerics

/// A box of `cells` cubes, each cut into six tetrahedra along the same diagonal.
///
/// `shift` moves interior vertices pseudo-randomly by up to that fraction of the spacing.
struct BoxMesh {
    var mesh: TetMesh
    let cells: SIMD3<Int>
    let spacing: Double

    init(cells: SIMD3<Int>, spacing: Double, origin: Vec3 = .zero, shift: Double = 0) {
        self.cells = cells
        self.spacing = spacing
        let nx = cells.x + 1
        let ny = cells.y + 1
        var points: [Vec3] = []
        var seed: UInt64 = 12345
        func random() -> Double {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(seed >> 11) / Double(1 << 53) * 2 - 1
        }
        for k in 0...cells.z {
            for j in 0...cells.y {
                for i in 0...cells.x {
                    var p = Vec3(Double(i), Double(j), Double(k))
                    let inner =
                        i > 0 && j > 0 && k > 0 && i < cells.x && j < cells.y && k < cells.z
                    if inner { p += shift * Vec3(random(), random(), random()) }
                    points.append(origin + spacing * p)
                }
            }
        }
        var tets: [SIMD4<Int32>] = []
        for k in 0..<cells.z {
            for j in 0..<cells.y {
                for i in 0..<cells.x {
                    func v(_ a: Int, _ b: Int, _ c: Int) -> Int32 {
                        Int32(i + a + nx * (j + b + ny * (k + c)))
                    }
                    let o = v(0, 0, 0)
                    let e = v(1, 1, 1)
                    tets.append(SIMD4(o, v(1, 0, 0), v(1, 1, 0), e))
                    tets.append(SIMD4(o, v(1, 1, 0), v(0, 1, 0), e))
                    tets.append(SIMD4(o, v(0, 1, 0), v(0, 1, 1), e))
                    tets.append(SIMD4(o, v(0, 1, 1), v(0, 0, 1), e))
                    tets.append(SIMD4(o, v(0, 0, 1), v(1, 0, 1), e))
                    tets.append(SIMD4(o, v(1, 0, 1), v(1, 0, 0), e))
                }
            }
        }
        mesh = TetMesh(points: points, tets: tets)
    }

    /// The number of the vertex in cube corner (i, j, k).
    func vertex(_ i: Int, _ j: Int, _ k: Int) -> Int {
        i + (cells.x + 1) * (j + (cells.y + 1) * k)
    }

    /// Triangles of the face z = 0.
    var floor: [SIMD3<Int32>] {
        var triangles: [SIMD3<Int32>] = []
        for j in 0..<cells.y {
            for i in 0..<cells.x {
                let o = Int32(vertex(i, j, 0))
                let e = Int32(vertex(i + 1, j + 1, 0))
                triangles.append(SIMD3(o, e, Int32(vertex(i + 1, j, 0))))
                triangles.append(SIMD3(o, Int32(vertex(i, j + 1, 0)), e))
            }
        }
        return triangles
    }

    /// The same axes everywhere.
    func frames(fibre: Vec3 = Vec3(1, 0, 0), sheet: Vec3 = Vec3(0, 1, 0)) -> [FibreFrame] {
        [FibreFrame](
            repeating: FibreFrame(fibre: fibre, sheet: sheet), count: mesh.tets.count)
    }
}
