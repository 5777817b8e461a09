import Numerics

/// Homeometric autoregulation of a ventricle: its contractility follows the pressure it has to develop, within minutes and
/// without nerves (Anrep effect, slow force response).
///
/// ```
/// τ·dy/dt = ln(P/P0) − y,       contractility · exp(α·y)
/// ```
///
/// - `P`: largest pressure of a beat [kPa]; `P0`: the same at rest. A ventricle that develops less than a hundredth of `P0` counts
///   as one that develops a hundredth.
/// - `α`: 0.28 in healthy muscle, 0.22 in failing muscle: strips of 16 and 86 human hearts, stretched to 2.27 and 2.22 times
///   their force, gained another 26 ± 3 and 19 ± 2 % in more than five minutes, ln 1.26/ln 2.27 and ln 1.19/ln 2.22.
///
/// That pressure stands for the force of the strips, in both ventricles alike, is assumed. Evidence in whole hearts is divided: the end-systolic
/// pressure–diameter relation of 13 dogs without autonomic nerves was 2.3 times steeper by ten minutes of aortic constriction
/// than by a short one (Bregagnollo et al., *Arq. Bras. Cardiol.* 75 (2000) 19, doi:10.1590/s0066-782x2000000700003), which is an
/// exponent of 0.56; in such dogs dP/dt did not change (PMID 9181708), and in people no slow component of the response to
/// stretch was seen (*Clin. Sci.* 87 (1994) 547; all abstracts).
///
/// Source: von Lewinski et al., *Circ. Heart Fail.* 2 (2009) 47–55, doi:10.1161/CIRCHEARTFAILURE.108.794065 (abstract).
struct HomeometricRegulation<Real: RealLanes> {
    /// Largest pressure of a beat at rest P0 [kPa].
    var restingPeak: Real
    /// Logarithm of the load behind its lag y [1].
    var response: Real = 0
    /// Largest pressure of the present beat and of the last one [kPa].
    var peak: Real = 0
    var last: Real

    /// Time constant τ [ms]: 95 % in five minutes.
    private static var lag: Double { 100_000 }
    /// Least load that counts, by that at rest [1].
    private static var leastLoad: Double { 0.01 }

    /// A ventricle that has developed this pressure for long.
    init(restingPeak: Real) {
        self.restingPeak = restingPeak
        last = restingPeak
    }

    /// A ventricle in the state of another one, which develops this pressure now [kPa]: its load at rest is as far from it.
    init(like other: HomeometricRegulation<Double>, present: Real) {
        restingPeak = present * Real(filling: other.restingPeak / other.last)
        response = Real(filling: other.response)
        peak = Real(filling: other.peak)
        last = present
    }

    /// Feels a pressure after a step.
    @inline(__always)
    mutating func feel(_ pressure: Real) { peak = Real.larger(peak, pressure) }

    /// A beat of this length [ms] is over.
    mutating func endBeat(_ length: Real) {
        last = peak
        peak = 0
        let load = Real.larger(last / restingPeak, Real(filling: Self.leastLoad))
        let goal = Real.log(load)
        response = goal + (response - goal) * Real.exp(length * Real(filling: -1 / Self.lag))
    }

    /// Factor on the contractility for an exponent α.
    func contractility(_ exponent: Real) -> Real { Real.exp(exponent * response) }
}
