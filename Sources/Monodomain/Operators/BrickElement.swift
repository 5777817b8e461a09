import Numerics

/// Matrices of a trilinear element on a brick, nodes numbered along x first, then y, then z.
///
/// Products of one-dimensional integrals, exact for a constant tensor.
struct BrickElement {
    /// Lengths of the edges [mm].
    let edges: Vec3

    /// Volume [mm³].
    var volume: Double { edges.x * edges.y * edges.z }

    /// Second moment of the consistent mass [mm²]: h²/6 along each edge.
    var moment: Mat3 {
        Mat3(
            columns: Vec3(edges.x * edges.x / 6, 0, 0), Vec3(0, edges.y * edges.y / 6, 0),
            Vec3(0, 0, edges.z * edges.z / 6))
    }

    /// Bit of a corner's number along each axis.
    private static func place(_ corner: Int, _ axis: Int) -> Int { (corner >> axis) & 1 }

    private func edge(_ axis: Int) -> Double { [edges.x, edges.y, edges.z][axis] }

    /// ∫ N_a N_b along an axis.
    private func mass(_ axis: Int, _ a: Int, _ b: Int) -> Double {
        edge(axis) * (Self.place(a, axis) == Self.place(b, axis) ? 1 / 3.0 : 1 / 6.0)
    }

    /// ∫ N_a' N_b' along an axis.
    private func stiffness(_ axis: Int, _ a: Int, _ b: Int) -> Double {
        (Self.place(a, axis) == Self.place(b, axis) ? 1 : -1) / edge(axis)
    }

    /// ∫ N_a' N_b along an axis, whatever b.
    private func slope(_ axis: Int, _ a: Int) -> Double { Self.place(a, axis) == 0 ? -0.5 : 0.5 }

    /// ∫ N_a N_b [mm³], row by row.
    func consistentMass() -> [Double] {
        (0..<64).map { k in
            let (a, b) = (k / 8, k % 8)
            return mass(0, a, b) * mass(1, a, b) * mass(2, a, b)
        }
    }

    /// ∫ ∇N_a · T ∇N_b of a symmetric tensor [mm times its unit], row by row.
    func diffusion(_ tensor: Mat3) -> [Double] {
        let columns = [tensor.column0, tensor.column1, tensor.column2]
        func entry(_ i: Int, _ j: Int) -> Double {
            let column = columns[j]
            return [column.x, column.y, column.z][i]
        }
        return (0..<64).map { k in
            let (a, b) = (k / 8, k % 8)
            var sum = 0.0
            for i in 0..<3 {
                let (j, l) = ((i + 1) % 3, (i + 2) % 3)
                sum += entry(i, i) * stiffness(i, a, b) * mass(j, a, b) * mass(l, a, b)
                // ∂_i of one and ∂_j of the other, and the other way round.
                sum +=
                    entry(i, j) * mass(l, a, b)
                    * (slope(i, a) * slope(j, b) + slope(j, a) * slope(i, b))
            }
            return sum
        }
    }
}
