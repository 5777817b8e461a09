public import Quantities

/// Human cardiac contraction at body temperature: troponin, tropomyosin and two crossbridge states.
///
/// ```
/// dT/dt  = kTRPN·((Ca/Ca50)^nTRPN·(1 − T) − T),      Ca50 = Ca50ref + β1·(min(λ, 1.2) − 1)
/// dB/dt  = kb·min(100, T^(−nTm/2))·U − ku·T^(nTm/2)·B,     U = 1 − B − W − S
/// dW/dt  = kuw·U − (kwu + kws + γw·|ζw|)·W
/// dS/dt  = kws·W − (ksu + γs·max(ζs, 0, −ζs − 1))·S
/// dζi/dt = A·dλ/dt − ci·ζi,                                i = w, s
/// Ta     = max(0, h(λ))·Tref/rs·((1 + ζs)·S + ζw·W)
/// h(λ)   = 1 + β0·(λ' + min(λ', 0.87) − 1.87),             λ' = min(λ, 1.2)
/// ```
///
/// T: calcium-bound troponin, B: blocked units, W and S: weakly and strongly bound crossbridges
/// (fractions), ζ: their mean distortion [1], λ: fibre stretch relative to the unloaded sarcomere
/// [1]. The rates that follow from the parameters are in ``Land2017Rates``.
///
/// The tension is force per undeformed area [kPa]; the active stress is `P = Ta·F f0 ⊗ f0 / λ`.
/// Calibrated for λ in 0.8 … 1.3. Outside, the formulas are evaluated as published: no more
/// tension by length above 1.2, none at all below 0.72, no other limit.
///
/// Differs from the paper: its passive elastic and viscous elements are left out (the tissue
/// law has them).
///
/// Source: Land, Park-Holohan, Smith, dos Remedios, Kentish, Niederer, *J. Mol. Cell. Cardiol.* 106
/// (2017) 68–83, doi:10.1016/j.yjmcc.2017.03.008, intact human cell at 37 °C.
public struct Land2017: ActiveTensionModel {
    /// Index of each state in `card.states`.
    public enum State {
        /// Strongly bound crossbridges [1].
        public static let strong = 0
        /// Weakly bound crossbridges [1].
        public static let weak = 1
        /// Calcium-bound troponin [1].
        public static let troponin = 2
        /// Blocked tropomyosin units [1].
        public static let blocked = 3
        /// Mean distortion of strongly bound crossbridges [1].
        public static let strongDistortion = 4
        /// Mean distortion of weakly bound crossbridges [1].
        public static let weakDistortion = 5
    }

    /// Longest internal time step [ms]; the positivity bound of ``Land2017Rates`` may shorten it.
    ///
    /// Against 0.5 ms a beat of rodero-01 differs by 5e-5 in stroke volumes and dP/dt, by less in pressures.
    public static let longestSubstep = 1.0

    public static let input = ActiveTensionInput.calcium

    /// Values of the parameters in card order.
    public let parameters: [Double]
    /// Rates computed from the parameters.
    let rates: Land2017Rates

    /// Makes a model with the given parameter values; the others keep their defaults.
    ///
    /// - Throws: ``ParameterError`` for an unknown name, a value outside its range, or values that
    ///   together make a rate or the half-saturation calcium negative.
    public init(parameters given: [String: Double]) throws(ParameterError) {
        parameters = try Self.card.values(given)
        rates = Land2017Rates(parameters)
        try rates.check()
    }

    /// The published human calibration (all defaults).
    public init() {
        parameters = Self.card.parameters.map(\.defaultValue)
        rates = Land2017Rates(parameters)
    }

    /// Parameter values fitted to the calcium transient of the ToR-ORd membrane model.
    ///
    /// ToR-ORd peaks near 0.4 µM, where the published calibration stays almost silent.
    ///
    /// Source: Margara et al., *Prog. Biophys. Mol. Biol.* 159 (2021) 58–74,
    /// doi:10.1016/j.pbiomolbio.2020.06.007 (tropomyosin rate and exponent).
    public static let calibrationForToRORd: [String: Double] = [
        "tropomyosinRate": 0.021, "tropomyosinExponent": 2.036,
    ]

    /// Relaxed muscle without calcium: everything blocked.
    public var restingState: [Double] { [0, 0, 0, 1, 0, 0] }

    public func advance(_ batch: ActiveTensionBatch, dt: Double) {
        let step = Land2017Step(rates: rates, dt: dt)
        var first = 0
        while first < batch.count {
            step.advance(batch, first: first, count: min(8, batch.count - first))
            first += 8
        }
    }
}
