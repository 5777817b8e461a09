/// Aitken's adaptive relaxation of a vector fixed-point iteration x ← x + ω (g(x) − x).
///
/// ```
/// ω ← −ω (f_old · (f − f_old)) / ‖f − f_old‖²,   f = g(x) − x
/// ```
///
/// One number is adapted, so nothing is stored but the last residual; use ``AndersonAcceleration``
/// where several directions converge at different rates.
///
/// Source: Küttler, Wall, *Comput. Mech.* 43 (2008) 61–72, doi:10.1007/s00466-008-0255-5,
/// the section on Aitken relaxation.
public struct AitkenRelaxation: Sendable {
    /// Factor of the first step.
    public let initial: Double
    /// Factors are kept in this range in absolute value: zero would stall the iteration.
    public let allowed: ClosedRange<Double>
    /// Factor of the last step.
    public private(set) var factor: Double
    private var lastResidual: [Double] = []

    /// - `initial`: a safe factor for the first step, when nothing is known.
    /// - `allowed`: by default a thousandth to a hundredfold of a full step, a range that only
    ///   excludes breakdown.
    public init(initial: Double, allowed: ClosedRange<Double> = 1e-3...1e2) {
        precondition(initial > 0 && allowed.lowerBound > 0)
        self.initial = initial
        self.allowed = allowed
        factor = initial
    }

    /// Forgets the last residual.
    public mutating func reset() { self = AitkenRelaxation(initial: initial, allowed: allowed) }

    /// The next iterate from the present one and g of it.
    ///
    /// - Throws: ``NumericsError/notFinite(quantity:index:)``,
    ///   ``NumericsError/dimensionMismatch(quantity:expected:found:)``.
    public mutating func next(x: [Double], gOfX: [Double]) throws(NumericsError) -> [Double] {
        guard gOfX.count == x.count, lastResidual.isEmpty || lastResidual.count == x.count else {
            throw .dimensionMismatch(
                quantity: "fixed-point image", expected: x.count, found: gOfX.count)
        }
        let residual = zip(gOfX, x).map { $0 - $1 }
        if let index = residual.firstIndex(where: { !$0.isFinite }) {
            throw .notFinite(quantity: "fixed-point residual", index: index)
        }
        var projection = 0.0
        var square = 0.0
        for (new, old) in zip(residual, lastResidual) {
            projection += old * (new - old)
            square += (new - old) * (new - old)
        }
        if square > 0 {
            let raw = -factor * projection / square
            let size = min(max(abs(raw), allowed.lowerBound), allowed.upperBound)
            factor = raw < 0 ? -size : size
        }
        lastResidual = residual
        return zip(x, residual).map { [factor] in $0 + factor * $1 }
    }
}
