/// How the capacitance of the tissue enters the diffusion step.
///
/// On coarse meshes the consistent mass matrix makes fronts too fast and the lumped one too slow. With
///
/// ```
/// M = M_consistent + w·(M_lumped − M_consistent)
/// ```
///
/// both errors nearly cancel for one w, which depends on the element size in units of the front's
/// width, and therefore on the direction: 0.2 mm across the fibre are as coarse as 0.55 mm along it.
/// The evidence is in docs/decisions/monodomain.md.
public enum MassBlend: Sendable, Equatable {
    /// The mass matrix of linear elements.
    case consistent
    /// Its row sums on the diagonal.
    case lumped
    /// One weight of the lumped matrix, for all elements and directions.
    case weight(Double)
    /// Weights from the size of each element along each of its conduction axes.
    ///
    /// ```
    /// M = M_consistent + K[T],   T = χCm·Σ_d w(h_d/ℓ_d)·(h_d²/6)·d⊗d,   h_d² = 6·dᵀS d,
    /// S = Σ_edges e⊗e/20,   ℓ_d = √(σ_d/(χCm)·1 ms)
    /// ```
    ///
    /// K[T] is the diffusion matrix of the tensor T, d are the principal axes of the conductivity, h_d
    /// is the edge of the cube that has the element's second moment along d, and w is
    /// ``weight(forRelativeSize:)``. In one dimension this is exactly ``weight(_:)``. Negative weights of
    /// an element are scaled so that its mass matrix stays positive definite, on any mesh. On bricks negative weights are
    /// taken in full, see ``TissueMatrices/init(_:conductivity:capacitance:mass:)``.
    case directional

    /// The weight with which a plane front of a human ventricular membrane model has the velocity of the
    /// continuous problem.
    /// Where that weight is negative, a third of it: fronts oblique to the fibre need more than lies between
    /// the weights of the axes.
    ///
    /// - `size`: h/ℓ [1].
    ///
    /// Source: cables of ten Tusscher–Panfilov 2006, and the slab at 0.2 mm for the third;
    /// docs/decisions/monodomain.md. Linear in between, constant beyond.
    public static func weight(forRelativeSize size: Double) -> Double {
        let weight = planeFrontWeight(size)
        return weight < 0 ? weight / 3 : weight
    }

    /// The weight of a plane front along one axis.
    static func planeFrontWeight(_ size: Double) -> Double {
        guard let after = table.firstIndex(where: { $0.size >= size }) else {
            return table[table.count - 1].weight
        }
        guard after > 0 else { return table[0].weight }
        let (a, b) = (table[after - 1], table[after])
        return a.weight + (size - a.size) / (b.size - a.size) * (b.weight - a.weight)
    }

    private static let table: [(size: Double, weight: Double)] = [
        (0, 0.5), (0.162, 0.476), (0.324, 0.410), (0.648, 0.272), (0.810, 0.209), (1.296, 0.027),
        (1.620, -0.071), (2.025, -0.161), (2.430, -0.228), (3.239, -0.317),
    ]
}
