public import Glibc

/// Double-cosine activation of a chamber, periodic with the heart beat, with a rise that may be skewed.
///
/// ```
/// φ = mod(t − onset, T)
/// w = (1 + k)·x/(1 + k·x),  x = φ/TC
/// e = ½·(1 − cos(π·w))              0 ≤ φ < TC
/// e = ½·(1 + cos(π·(φ − TC)/TR))    TC ≤ φ < TC + TR
/// e = 0                             else
/// ```
///
/// With a skew k of 0 it is the cited double cosine. A positive skew moves the rise towards its start, as measured
/// elastances have it: time runs 1 + k times as fast at the onset and 1/(1 + k) times at the peak. The form of w is ours.
///
/// All times in ms. The same numbers are printed as seconds by some authors and as fractions of the
/// beat by others; the two initialisers keep them apart.
///
/// Source: Regazzoni et al., *J. Comput. Phys.* 457 (2022) 111083,
/// doi:10.1016/j.jcp.2022.111083, section 2.3; elastances of people rise early, Senzaki et al., *Circulation* 94 (1996) 2497–2506,
/// doi:10.1161/01.CIR.94.10.2497 (from memory).
public struct ActivationTiming: Sendable, Equatable {
    /// Cycle length T [ms].
    public var period: Double
    /// Start of contraction tC after the start of the beat [ms].
    public var onset: Double
    /// Duration of contraction TC [ms].
    public var contraction: Double
    /// Duration of relaxation TR [ms].
    public var relaxation: Double
    /// Skew k of the rise [1], 0 for a cosine; above −1.
    public var riseSkew: Double

    /// Makes a timing from durations in ms.
    @inlinable
    public init(
        period: Double, onset: Double, contraction: Double, relaxation: Double,
        riseSkew: Double = 0
    ) {
        self.period = period
        self.onset = onset
        self.contraction = contraction
        self.relaxation = relaxation
        self.riseSkew = riseSkew
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
        if phi < contraction {
            let x = phi / contraction
            return 0.5 * (1 - cos(.pi * ((1 + riseSkew) * x / (1 + riseSkew * x))))
        }
        if phi < contraction + relaxation {
            return 0.5 * (1 + cos(.pi * (phi - contraction) / relaxation))
        }
        return 0
    }
}
