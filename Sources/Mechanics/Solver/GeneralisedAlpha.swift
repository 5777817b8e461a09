/// The generalised-α method for second-order systems in time.
///
/// ```
/// M a_m + F(u_f, v_f, t_f) = 0
/// u_f = (1 − αf) u₁ + αf u₀,  v_f likewise,  t_f = t₁ − αf dt,   a_m = (1 − αm) a₁ + αm a₀
/// u₁  = u₀ + dt v₀ + dt² ((½ − β) a₀ + β a₁),   v₁ = v₀ + dt ((1 − γ) a₀ + γ a₁)
/// ```
///
/// Of second order for γ = ½ − αm + αf; unconditionally stable, with the strongest damping of the
/// highest frequencies, for β = (1 − αm + αf)²/4.
///
/// Source: Chung & Hulbert, *J. Appl. Mech.* 60 (1993) 371–375, doi:10.1115/1.2900803, equations
/// (10)–(25).
public struct GeneralisedAlpha: Sendable, Equatable {
    /// Where between the ends of a step the accelerations are balanced: αm [1].
    public var alphaM: Double
    /// Where between the ends of a step everything else is taken: αf [1].
    public var alphaF: Double
    /// Weight of the new acceleration in the velocity: γ [1].
    public var gamma: Double
    /// Weight of the new acceleration in the displacement: β [1].
    public var beta: Double

    /// The method of second order with the strongest damping for two given α.
    public init(alphaM: Double, alphaF: Double) {
        self.alphaM = alphaM
        self.alphaF = alphaF
        gamma = 0.5 - alphaM + alphaF
        beta = 0.25 * (1 - alphaM + alphaF) * (1 - alphaM + alphaF)
    }

    /// The method whose amplification of infinitely high frequencies per step is ρ∞.
    ///
    /// ```
    /// αm = (2 ρ∞ − 1)/(ρ∞ + 1),   αf = ρ∞/(ρ∞ + 1)
    /// ```
    ///
    /// - `spectralRadius`: ρ∞, from 0 (annihilated) to 1 (kept).
    public init(spectralRadius: Double) {
        precondition((0...1).contains(spectralRadius), "a spectral radius from 0 to 1")
        self.init(
            alphaM: (2 * spectralRadius - 1) / (spectralRadius + 1),
            alphaF: spectralRadius / (spectralRadius + 1))
    }

    /// The method of the cardiac elastodynamics benchmark: αm 0.2, αf 0.4, γ 0.7, β 0.36 (ρ∞ = ⅔).
    ///
    /// Source: Aróstica et al., *Comput. Methods Appl. Mech. Eng.* 435 (2025) 117485,
    /// doi:10.1016/j.cma.2024.117485.
    public static let arostica2025 = GeneralisedAlpha(alphaM: 0.2, alphaF: 0.4)

    /// Time at which loads act in a step that ends at `end` [ms].
    public func loadTime(end: Double, dt: Double) -> Double { end - alphaF * dt }

    /// ∂v_f/∂u_f [1/ms].
    func velocityRate(_ dt: Double) -> Double { gamma / (beta * dt) }

    /// ∂a_m/∂u_f [1/ms²].
    func accelerationRate(_ dt: Double) -> Double {
        (1 - alphaM) / ((1 - alphaF) * beta * dt * dt)
    }

    /// The displacement û for which v_f = ∂v_f/∂u_f (u_f − û).
    func velocityOrigin(_ dt: Double, u: Double, v: Double, a: Double) -> Double {
        let kept =
            (1 - alphaF) * ((1 - gamma / beta) * v + dt * (1 - gamma / (2 * beta)) * a)
            + alphaF * v
        return u - kept / velocityRate(dt)
    }

    /// The displacement ũ for which a_m = ∂a_m/∂u_f (u_f − ũ).
    func accelerationOrigin(_ dt: Double, u: Double, v: Double, a: Double) -> Double {
        let kept = (1 - alphaM) * (v / (beta * dt) + (0.5 / beta - 1) * a) - alphaM * a
        return u + kept / accelerationRate(dt)
    }

    /// The displacement between the ends of the step, for a given new acceleration.
    func between(_ dt: Double, u: Double, v: Double, a: Double, next: Double) -> Double {
        u + (1 - alphaF) * (dt * v + dt * dt * ((0.5 - beta) * a + beta * next))
    }

    /// Displacement, velocity and acceleration at the end of the step.
    func end(
        _ dt: Double, between uf: Double, u: Double, v: Double, a: Double
    ) -> (u: Double, v: Double, a: Double) {
        let change = (uf - u) / (1 - alphaF)
        let next = (change - dt * v) / (beta * dt * dt) - (0.5 / beta - 1) * a
        return (u + change, v + dt * ((1 - gamma) * a + gamma * next), next)
    }
}
