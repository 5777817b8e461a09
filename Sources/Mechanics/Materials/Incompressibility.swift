/// How the wall resists changes of volume.
///
/// ```
/// U(J) = κ/4 (J² − 1 − 2 ln J)
/// ```
///
/// Source of U: Aróstica et al., *Comput. Methods Appl. Mech. Eng.* 435 (2025) 117485,
/// doi:10.1016/j.cma.2024.117485, with κ = 1000 kPa.
public struct Incompressibility: Sendable, Equatable {
    /// Bulk modulus κ on the mean dilatation of each element [kPa]; zero leaves it out.
    ///
    /// U(J̄) with J̄ = ∫J / ∫1: one pressure per element, condensed. Quadratic displacement with
    /// constant pressure is stable and does not lock.
    /// Source: Simo, Taylor, Pister, *Comput. Methods Appl. Mech. Eng.* 51 (1985) 177–208,
    /// doi:10.1016/0045-7825(85)90033-7.
    public var meanModulus: Double
    /// Bulk modulus κ on the dilatation at each quadrature point [kPa]; zero leaves it out.
    ///
    /// Large, it locks; small, it keeps the points of an element from trading volume, which in a very
    /// soft matrix nothing else does.
    public var pointModulus: Double

    /// Makes a rule from both moduli [kPa].
    public init(meanModulus: Double, pointModulus: Double) {
        self.meanModulus = meanModulus
        self.pointModulus = pointModulus
    }

    /// Mean dilatation alone.
    public static func meanDilatation(bulkModulus: Double) -> Incompressibility {
        Incompressibility(meanModulus: bulkModulus, pointModulus: 0)
    }

    /// U(J) at each quadrature point: the plain penalty of the benchmarks; locks where κ is large.
    public static func pointwise(bulkModulus: Double) -> Incompressibility {
        Incompressibility(meanModulus: 0, pointModulus: bulkModulus)
    }

    /// Mean dilatation with the bulk modulus of the benchmark above, and a fiftieth of it at points.
    public static let standard = Incompressibility(meanModulus: 1000, pointModulus: 20)

    /// The larger modulus [kPa].
    var largestModulus: Double { max(meanModulus, pointModulus) }

    /// U and its derivatives by J for κ = 1 [1].
    @inline(__always)
    static func penalty(_ J: Lanes) -> (energy: Lanes, first: Lanes, second: Lanes) {
        let inverse = 1 / J
        let square: Lanes = J * J - 1
        let energy: Lanes = 0.25 * (square - 2 * LaneMath.log(J))
        let second: Lanes = 1 + inverse * inverse
        return (energy, 0.5 * (J - inverse), 0.5 * second)
    }
}
