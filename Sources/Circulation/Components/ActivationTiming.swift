public import Glibc

/// Double-cosine activation of a chamber, periodic with the heart beat.
///
/// ```
/// φ = mod(t − onset, T)
/// e = ½·(1 − cos(π·φ/TC))           0 ≤ φ < TC
/// e = ½·(1 + cos(π·(φ − TC)/TR))    TC ≤ φ < TC + TR
/// e = 0                             else
/// ```
///
/// All times in ms. The same numbers are printed as seconds by some authors and as fractions of the
/// beat by others; the two initialisers keep them apart.
///
/// Source: Regazzoni et al., *J. Comput. Phys.* 457 (2022) 111083,
/// doi:10.1016/j.jcp.2022.111083, section 2.3.
public struct ActivationTiming: Sendable, Equatable {
    /// Cycle length T [ms].
    public var period: Double
    /// Start of contraction tC after the start of the beat [ms].
    public var onset: Double
    /// Duration of contraction TC [ms].
    public var contraction: Double
    /// Duration of relaxation TR [ms].
    public var relaxation: Double

    /// Makes a timing from durations in ms.
    @inlinable
    public init(period: Double, onset: Double, contraction: Double, relaxation: Double) {
        self.period = period
        self.onset = onset
        self.contraction = contraction
        self.relaxation = relaxation
    }

    /// Makes a timing from fractions of the beat.
    @inlinable
    public init(
        period: Double, onsetFraction: Double, contractionFraction: Double,
        relaxationFraction: Double
    ) {
        self.init(
            period: period, onset: onsetFraction * period,
            contraction: contractionFraction * period, relaxation: relaxationFraction * period)
    }

    /// Activation e ∈ [0, 1] at an absolute time [ms].
    @inlinable @inline(__always)
    public func activation(at time: Double) -> Double {
        let beats = (time - onset) / period
        let phi = (beats - beats.rounded(.down)) * period
        if phi < contraction { return 0.5 * (1 - cos(.pi * phi / contraction)) }
        if phi < contraction + relaxation {
            return 0.5 * (1 + cos(.pi * (phi - contraction) / relaxation))
        }
        return 0
    }
}
