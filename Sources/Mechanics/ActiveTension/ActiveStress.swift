/// How the active fibre tension enters the stress.
public struct ActiveStress: Sendable, Equatable {
    /// What the tension is divided by.
    public enum Measure: Sendable, Equatable {
        /// Tension is force per undeformed area: P = Ta F f0⊗f0 / λ, λ = |F f0|.
        case nominal
        /// Tension is a second Piola–Kirchhoff stress: P = Ta F f0⊗f0 (some benchmarks).
        case secondPiola
    }

    /// The measure; contraction models give nominal tension.
    public var measure: Measure
    /// Part of the tension that acts along the sheets too [1], for dispersed fibres.
    ///
    /// Its coupling with the fibre stretch has no symmetric tangent; the symmetric part is used, so
    /// that Newton's method then converges linearly.
    public var transverseFraction: Double

    /// Makes a rule.
    public init(measure: Measure = .nominal, transverseFraction: Double = 0) {
        self.measure = measure
        self.transverseFraction = transverseFraction
    }

    /// Adds weighted stress and, where wanted, tangent of tension `Ta` with derivative `dTa` by λ.
    @inline(__always)
    func add(
        tension Ta: Lanes, derivative dTa: Lanes, weight: Lanes, strain E: LaneSym,
        to S: inout LaneSym, _ D: LaneTangent?
    ) {
        let lambda = (2 * E.ff + 1).squareRoot()
        let inverse = 1 / lambda
        let slope = weight * dTa * inverse
        let T = weight * Ta
        switch measure {
        case .nominal:
            S.ff += T * inverse
            if let D { D.ffff += (slope - T * inverse * inverse) * inverse }
        case .secondPiola:
            S.ff += T
            if let D { D.ffff += slope }
        }
        guard transverseFraction != 0 else { return }
        let part = transverseFraction
        switch measure {
        case .nominal:
            let across = 1 / (2 * E.ss + 1).squareRoot()
            S.ss += part * T * across
            if let D {
                D.ssss -= part * T * across * across * across
                D.ffss += 0.5 * part * slope * across
            }
        case .secondPiola:
            S.ss += part * T
            if let D { D.ffss += 0.5 * part * slope }
        }
    }
}
