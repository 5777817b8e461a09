/// How the wall resists changes of volume.
///
/// ```
/// U(J) = κ/4 (J² − 1 − 2 ln J)
/// ```
///
/// Source of U: Aróstica et al., *Comput. Methods Appl. Mech. Eng.* 435 (2025) 117485,
/// doi:10.1016/j.cma.2024.117485, with κ = 1000 kPa.
public enum Incompressibility: Sendable, Equatable {
    /// U(J̄) of the mean dilatation J̄ = ∫J / ∫1 of each element: one pressure per element, condensed.
    ///
    /// Quadratic displacement with constant pressure is stable and does not lock.
    /// Source: Simo, Taylor, Pister, *Comput. Methods Appl. Mech. Eng.* 51 (1985) 177–208,
    /// doi:10.1016/0045-7825(85)90033-7.
    case meanDilatation(bulkModulus: Double)
    /// U(J) at each quadrature point: the plain penalty of the benchmarks; locks where κ is large.
    case pointwise(bulkModulus: Double)

    /// Mean dilatation with the bulk modulus of the benchmark above [kPa].
    public static let standard = Incompressibility.meanDilatation(bulkModulus: 1000)

    /// κ [kPa].
    public var bulkModulus: Double {
        switch self {
        case .meanDilatation(let kappa), .pointwise(let kappa): kappa
        }
    }

    /// U and its derivatives by J [kPa].
    @inline(__always)
    func penalty(_ J: Lanes) -> (energy: Lanes, first: Lanes, second: Lanes) {
        let kappa = bulkModulus
        let inverse = 1 / J
        let energy = (0.25 * kappa) * (J * J - 1 - 2 * LaneMath.log(J))
        return (energy, (0.5 * kappa) * (J - inverse), (0.5 * kappa) * (1 + inverse * inverse))
    }
}
