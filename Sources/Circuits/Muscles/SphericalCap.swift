import Numerics

/// A spherical cap on a circle, by its volume and the radius of the circle; negative volumes lie on the other side.
///
/// ```
/// V = π/6·x·(x² + 3·y²),   A = π·(x² + y²),   1/r = 2·x/(x² + y²)
/// ∂A/∂V = 2/r = 4·x/s,     ∂A/∂y = 2π·y·(y² − x²)/s,     s = x² + y²
/// ```
///
/// - `x`: height [mm]; `y`: radius of the circle [mm]; `A`: area [mm²]; `r`: radius of the sphere.
///
/// Source: Lumens et al. 2009, doi:10.1007/s10439-009-9774-2, equations (2)–(4) for V, A and the curvature; the
/// derivatives follow.
struct SphericalCap<Real: CircuitReal> {
    var height: Real
    var area: Real
    /// ∂A/∂V, ∂A/∂y.
    var byVolume: Real
    var byRadius: Real
    /// ∂²A/∂V², ∂²A/∂V∂y, ∂²A/∂y².
    var byVolumeVolume: Real
    var byVolumeRadius: Real
    var byRadiusRadius: Real

    @inline(never)
    @_specialize(where Real == Double)
    @_specialize(where Real == Double8)
    @_specialize(where Real == Dual8)
    init(volume: Real, radius y: Real) {
        let pi = Real(filling: .pi)
        let size = Real.larger(volume, -volume)
        let y2 = y * y
        let half = 3 * size / pi
        let q = Real.pow(half + Real.sqrt(half * half + y2 * y2 * y2), Real(filling: 1.0 / 3))
        let first = q - y2 / q
        // The difference cancels for flat caps; a step of Newton's method mends it.
        let defect = first * (first * first + 3 * y2) - 2 * half
        let positive = first - defect / (3 * (first * first + y2))
        let x = Real.select(volume, below: 0, -positive, positive)
        let s = x * x + y2
        let n = y2 - x * x
        height = x
        area = pi * s
        byVolume = 4 * x / s
        byRadius = 2 * pi * y * n / s
        let s3 = s * s * s
        byVolumeVolume = 8 * n / (pi * s3)
        byVolumeRadius = -16 * x * y * y2 / s3
        byRadiusRadius =
            2 * pi * (n / s + 2 * y2 * (s + 2 * x * x) / (s * s) - 2 * y2 * n * n / s3)
    }
}
