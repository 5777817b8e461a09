import Glibc

/// The prescribed pressure of a cavity over time.
///
/// ```
/// dp/dt = −|b| p + σ_mid max(b, 0) + σ_pre max(g_pre, 0)
/// b     = a(t) + α_pre g_pre + α_mid,   g_pre = S⁻(t − t_dias)
/// a     = amax f + amin (1 − f),   f = S⁺(t − t_sys) S⁻(t − t_dias),   S^±(x) = (1 ± tanh(x/γ))/2
/// ```
///
/// with t_sys 170 ms, t_dias 484 ms, γ 5 ms, amax 5/s, amin −30/s.
///
/// Source: Aróstica et al., *Comput. Methods Appl. Mech. Eng.* 435 (2025) 117485,
/// doi:10.1016/j.cma.2024.117485.
struct Arostica2025Pressure: Sendable, Equatable {
    /// α_pre, α_mid [1/ms].
    var preloadRate: Double
    var ejectionRate: Double
    /// σ_pre, σ_mid [kPa].
    var preloadStress: Double
    var ejectionStress: Double

    /// The left ventricle of the monoventricular problem.
    static let mono = Arostica2025Pressure(
        preloadRate: 0.005, ejectionRate: 0.001, preloadStress: 7, ejectionStress: 16)
    /// The left ventricle of the biventricular problem.
    static let left = Arostica2025Pressure(
        preloadRate: 0.005, ejectionRate: 0.015, preloadStress: 12, ejectionStress: 16)
    /// The right ventricle of the biventricular problem.
    static let right = Arostica2025Pressure(
        preloadRate: 0.001, ejectionRate: 0.010, preloadStress: 3, ejectionStress: 4)

    private static let systole = 170.0
    private static let diastole = 484.0
    private static let steepness = 5.0
    private static let contraction = 0.005
    private static let relaxation = -0.03
    /// Longest part in which the rates are taken from its middle and the equation solved exactly [ms].
    private static let longestPart = 0.1

    /// The pressure at ascending times, from zero at time zero [kPa].
    func values(at times: [Double]) -> [Double] {
        var p = 0.0
        var now = 0.0
        return times.map { time in
            let parts = max(1, ((time - now) / Self.longestPart).rounded(.up))
            let h = (time - now) / parts
            for part in 0..<Int(parts) {
                p = advanced(p, at: now + (Double(part) + 0.5) * h, by: h)
            }
            now = time
            return p
        }
    }

    private func advanced(_ p: Double, at time: Double, by h: Double) -> Double {
        let preload = Self.switchOn(Self.diastole - time)
        let f = Self.switchOn(time - Self.systole) * preload
        let a = Self.contraction * f + Self.relaxation * (1 - f)
        let b = a + preloadRate * preload + ejectionRate
        let rate = abs(b)
        let source = ejectionStress * max(b, 0) + preloadStress * Self.preloadGain * preload
        // h φ(rate h), φ(x) = (1 − e^−x)/x, without the quotient 0/0.
        let weight = rate * h > 0 ? -expm1(-rate * h) / rate : h
        return p * exp(-rate * h) + source * weight
    }

    /// σ_pre multiplies g_pre itself, a rate of 1/s.
    private static let preloadGain = 0.001

    private static func switchOn(_ x: Double) -> Double { 0.5 * (1 + tanh(x / steepness)) }
}
