/// The modified invariants Ī1 = J^(−2/3) I1 and Ī2 = J^(−4/3) I2 with their derivatives by C.
///
/// ```
/// ∂Ī1/∂C   = J^(−2/3) (I − I1/3 C⁻¹) = N1
/// ∂²Ī1/∂C² = J^(−2/3) (−(C⁻¹⊗I + I⊗C⁻¹)/3 + I1/9 C⁻¹⊗C⁻¹ + I1/3 C⁻¹⊙C⁻¹)
/// ∂Ī2/∂C   = J^(−4/3) (I1 I − C − 2/3 I2 C⁻¹) = N2,  with G = I1 I − C
/// ∂²Ī2/∂C² = J^(−4/3) (I⊗I − 𝕀 − 2/3 (C⁻¹⊗G + G⊗C⁻¹) + 4/9 I2 C⁻¹⊗C⁻¹ + 2/3 I2 C⁻¹⊙C⁻¹)
/// ```
///
/// Source: Holzapfel, *Nonlinear Solid Mechanics* (2000), sections 6.4 and 6.6.
struct IsochoricInvariants {
    private let C: LaneSym
    private let inverse: LaneSym
    private let I1: Lanes
    private let j23: Lanes
    /// Ī1 [1].
    let first: Lanes

    @inline(__always)
    init(strain E: LaneSym) {
        C = 2 * E + .identity
        let adjugate = C.adjugate
        let determinant = C.ff * adjugate.ff + C.fs * adjugate.fs + C.fn * adjugate.fn
        inverse = (1 / determinant) * adjugate
        I1 = 2 * E.trace + 3
        j23 = LaneMath.exp((-1.0 / 3) * LaneMath.log(determinant))
        first = j23 * I1
    }

    /// Adds the stress of an energy with ∂Ψ/∂Ī1 = `d1`.
    @inline(__always)
    func addFirst(_ d1: Lanes, to S: inout LaneSym) {
        S = S + (2 * d1) * firstGradient
    }

    /// Adds the tangent of an energy with ∂Ψ/∂Ī1 = `d1`, ∂²Ψ/∂Ī1² = `d2`.
    @inline(__always)
    func addFirst(_ d1: Lanes, _ d2: Lanes, to D: LaneTangent) {
        D.addSquare(4 * d2, firstGradient)
        let c = 4 * d1 * j23
        D.addSymmetric((-1.0 / 3) * c, .identity, inverse)
        D.addSquare((1.0 / 9) * c * I1, inverse)
        D.addOdot((1.0 / 3) * c * I1, inverse)
    }

    /// Ī2 [1].
    @inline(__always)
    var second: Lanes { j23 * j23 * I2 }

    /// Adds the stress of an energy linear in Ī2 with ∂Ψ/∂Ī2 = `d1`.
    @inline(__always)
    func addSecond(_ d1: Lanes, to S: inout LaneSym) {
        S = S + (2 * d1 * j23 * j23) * (G - ((2.0 / 3) * I2) * inverse)
    }

    /// Adds the tangent of an energy linear in Ī2 with ∂Ψ/∂Ī2 = `d1`.
    @inline(__always)
    func addSecond(_ d1: Lanes, to D: LaneTangent) {
        let c = 4 * d1 * j23 * j23
        D.addSquare(c, .identity)
        D.addIdentity(-c)
        D.addSymmetric((-2.0 / 3) * c, inverse, G)
        D.addSquare((4.0 / 9) * c * I2, inverse)
        D.addOdot((2.0 / 3) * c * I2, inverse)
    }

    @inline(__always)
    private var firstGradient: LaneSym { j23 * (LaneSym.identity - ((1.0 / 3) * I1) * inverse) }

    @inline(__always)
    private var G: LaneSym { I1 * LaneSym.identity - C }

    @inline(__always)
    private var I2: Lanes {
        C.ff * C.ss + C.ff * C.nn + C.ss * C.nn - C.fs * C.fs - C.fn * C.fn - C.sn * C.sn
    }
}
