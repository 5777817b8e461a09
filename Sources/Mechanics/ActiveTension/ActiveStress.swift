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
    /// Part k of the tension that acts along the sheet normal too [1]: across the fibres in the plane of
    /// the wall, for dispersed fibres.
    ///
    /// ```
    /// S = Ta/λ H,   H = f0⊗f0 + k n0⊗n0,   λ² = C : H / (1 + k)
    /// ```
    ///
    /// The contraction model feels the mean stretch λ of the dispersed fibres, so that the stress has a
    /// symmetric tangent.
    ///
    /// Source: Eriksson, Prassl, Plank, Holzapfel, *Int. J. Numer. Methods Biomed. Eng.* 29 (2013)
    /// 1267–1284, doi:10.1002/cnm.2575 (structure tensor of dispersed fibres in the active stress).
    public var transverseFraction: Double

    /// Makes a rule.
    public init(measure: Measure = .nominal, transverseFraction: Double = 0) {
        self.measure = measure
        self.transverseFraction = transverseFraction
    }

    /// Square of the stretch that contraction feels, for squared stretches along f0 and n0 [1].
    @inline(__always)
    func squaredStretch(fibre: Lanes, normal: Lanes) -> Lanes {
        (fibre + transverseFraction * normal) / (1 + transverseFraction)
    }

    /// Adds weighted stress and, where wanted, tangent of tension `Ta` with derivative `dTa` by λ.
    @inline(__always)
    func add(
        tension Ta: Lanes, derivative dTa: Lanes, weight: Lanes, strain E: LaneSym,
        to S: inout LaneSym, _ D: LaneTangent?
    ) {
        let k = transverseFraction
        let inverse = 1 / squaredStretch(fibre: 2 * E.ff + 1, normal: 2 * E.nn + 1).squareRoot()
        let T = weight * Ta
        let stress: Lanes
        var slope = weight * dTa * inverse
        switch measure {
        case .nominal:
            stress = T * inverse
            slope = (slope - stress * inverse) * inverse
        case .secondPiola:
            stress = T
        }
        S.ff += stress
        if k != 0 { S.nn += k * stress }
        guard let D else { return }
        slope /= 1 + k
        D.ffff += slope
        guard k != 0 else { return }
        D.ffnn += k * slope
        D.nnnn += (k * k) * slope
    }
}
