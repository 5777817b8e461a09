/// Constants of the two-stage, second-order, L-stable, singly diagonally implicit method.
///
/// ```
/// Y₁ = y₀ + γΔt·f(t + γΔt, Y₁)
/// y₁ = y₀ + (1 − γ)Δt·f(t + γΔt, Y₁) + γΔt·f(t + Δt, y₁),      γ = 1 − 1/√2
/// ```
///
/// Source: Alexander, *SIAM J. Numer. Anal.* 14 (1977) 1006–1021, doi:10.1137/0714068, theorem 5.
public enum ImplicitMethod {
    /// γ = 1 − 1/√2.
    @inlinable public static var gamma: Double { 1 - 0.5.squareRoot() }
    /// (1 − γ)/γ, the weight of Y₁ − y₀ in the base of the second stage.
    @inlinable public static var carry: Double { (1 - gamma) / gamma }
    /// Volume residual at which Newton's method ends, relative to the blood volume [1].
    @inlinable public static var relativeTolerance: Double { 1e-10 }
    /// Iterations before giving up.
    @inlinable public static var maximumIterations: Int { 64 }
    /// Step halvings within one iteration.
    @inlinable public static var maximumHalvings: Int { 20 }
}
