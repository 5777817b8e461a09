public import Numerics

/// Double-cosine contraction of a compartment within a beat, with a rise that may be skewed.
///
/// ```
/// φ = mod(t − onset, cycle),   t since the onset of the QRS
/// w = (1 + k)·x/(1 + k·x),  x = φ/TC
/// e = ½·(1 − cos(π·w))               0 ≤ φ < TC
/// e = ½·(1 + cos(π·(φ − TC)/TR))     TC ≤ φ < TC + TR
/// e = 0                              else
/// ```
///
/// Source: Regazzoni et al., *J. Comput. Phys.* 457 (2022) 111083, doi:10.1016/j.jcp.2022.111083,
/// section 2.3; the skew k is ours, see `ActivationTiming` in Circulation.
public struct ContractionWindow<Real: RealLanes>: Sendable {
    /// Start of contraction [ms].
    public var onset: Real
    /// Duration of contraction TC [ms].
    public var contraction: Real
    /// Duration of relaxation TR [ms].
    public var relaxation: Real
    /// Skew k of the rise towards its start, 0 for a cosine [1].
    public var riseSkew: Real

    /// Makes a window.
    @inline(__always)
    public init(onset: Real, contraction: Real, relaxation: Real, riseSkew: Real = 0) {
        self.onset = onset
        self.contraction = contraction
        self.relaxation = relaxation
        self.riseSkew = riseSkew
    }

    /// No contraction.
    @inline(__always)
    public static var never: Self { Self(onset: 0, contraction: 0, relaxation: 0) }

    /// Durations given for a cycle of one second, scaled by (cycle/1 s)^exponent.
    @inline(__always)
    public static func scaled(
        onset: Real, contraction: Real, relaxation: Real, exponent: Real, riseSkew: Real,
        cycle: Real
    ) -> Self {
        let scale = Real.pow(cycle * 0.001, exponent)
        return Self(
            onset: onset, contraction: scale * contraction, relaxation: scale * relaxation,
            riseSkew: riseSkew)
    }

    /// Activation e [1] at a time since the onset of the QRS [ms], within two cycles of it.
    @inline(__always)
    func activation(at time: Real, cycle: Real) -> Real {
        var phi = time - onset
        // Onsets may lie up to two cycles ahead, times up to one behind their cycle.
        phi = Real.select(phi, below: 0, phi + cycle, phi)
        phi = Real.select(phi, below: 0, phi + cycle, phi)
        phi = Real.select(phi, below: cycle, phi, phi - cycle)
        phi = Real.select(phi, below: cycle, phi, phi - cycle)
        let rising = Real.select(phi, below: contraction, phi / contraction, 0)
        let falling = (phi - contraction) / relaxation
        let warped = (1 + riseSkew) * rising / (1 + riseSkew * rising)
        let up = 0.5 * (1 - Real.cosPi(warped))
        let within = Real.select(falling, below: 1, falling, 1)
        let down = 0.5 * (1 + Real.cosPi(Real.larger(0, within)))
        let e = Real.select(phi, below: contraction, up, down)
        return Real.select(0, below: contraction + relaxation, e, 0)
    }
}
