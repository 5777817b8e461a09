package import Numerics

/// A rotation and a translation: x ↦ R·(x − from) + to.
package struct RigidMotion: Equatable {
    package let rotation: Mat3
    package let from: Vec3
    package let to: Vec3

    package func callAsFunction(_ x: Vec3) -> Vec3 { rotation * (x - from) + to }

    /// The motion that brings points closest to others, in the sense of least squares.
    ///
    /// R is the orthogonal factor of the polar decomposition of `Σ (b − b̄)⊗(a − ā)`, by Newton's
    /// iteration `X ← (X + X⁻ᵀ)/2`.
    ///
    /// Nil where there is no such rotation: points in a plane, or one set mirrors the other.
    ///
    /// Source: Higham, *SIAM J. Sci. Stat. Comput.* 7 (1986) 1160–1174, doi:10.1137/0907079.
    package init?(moving a: [Vec3], onto b: [Vec3]) {
        precondition(a.count == b.count && !a.isEmpty)
        let meanA = a.reduce(.zero, +) / Double(a.count)
        let meanB = b.reduce(.zero, +) / Double(b.count)
        var x = Mat3.zero
        for (p, q) in zip(a, b) { x = x + Mat3.outer(q - meanB, p - meanA) }
        // Relative to the size of the points; below, they are flat to rounding.
        let flat = 1e-9
        let size = x.row0.norm + x.row1.norm + x.row2.norm
        guard x.determinant > flat * size * size * size else { return nil }
        // Newton halves large and small singular values first, then converges quadratically: 40 steps
        // are enough for any condition the guard lets pass.
        for _ in 0..<40 { x = 0.5 * (x + x.inverse.transpose) }
        self.init(rotation: x, from: meanA, to: meanB)
    }

    /// The motion that takes one orthonormal frame to another.
    package init(from: Vec3, axes: Mat3, to: Vec3, axes target: Mat3) {
        self.init(rotation: target * axes.transpose, from: from, to: to)
    }

    private init(rotation: Mat3, from: Vec3, to: Vec3) {
        self.rotation = rotation
        self.from = from
        self.to = to
    }
}
