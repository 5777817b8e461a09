public import Quantities

/// Human cardiac contraction with cooperative regulatory units, in the mean-field approximation.
///
/// Each regulatory unit is permissive (P) or not (N), and its troponin free or bound to calcium. The
/// first 16 states are the joint probabilities of a unit with its two neighbours,
///
/// ```
/// x(a, b, c, B),   a, b, c ∈ {N, P}: left, centre, right unit,   B ∈ {free, bound}: centre's troponin
/// free → bound   koff·Ca/Kd(SL)                    bound → free   koff (b = N), koff/μ (b = P)
/// N → P          Q·kb·γ^n/μ (free), Q·kb·γ^n (bound)     P → N    kb·γ^(2 − n)
/// Kd(SL) = Kd0 + αKd·(SL − 2.15 µm),               n: number of permissive neighbours
/// ```
///
/// The neighbours flip with the mean rate of a unit that stands where they stand: the left one as a
/// centre (a) with b on its right, the right one as a centre (c) with b on its left. The other four
/// states are moments of the attached crossbridges by their distortion, p = 0, 1, under permissive (P)
/// and other (N) units, with v = −dλ/dt and the mean flipping rates kPN, kNP of centres:
///
/// ```
/// dμP,p/dt = −(r + kPN)·μP,p + kNP·μN,p − p·v·μP,0 + fp·P,      r = r0 + α·|v|,   P = Σ x(·, P, ·, ·)
/// dμN,p/dt = −(r + kNP)·μN,p + kPN·μP,p − p·v·μN,0
/// Ta = aXB·χ(SL)·(μP,1 + μN,1),      SL = SL0·λ
/// χ  = (s(LA, LM) + ½·s(LM, 2LA − LB) − ½·s(2LA + LB, 2LA + LM))·2/(LM − LB),
///      s(l, u) = min(max(SL, l), u) − l:      share of heads that face one thin filament
/// ```
///
/// λ: fibre stretch [1], Ca: free calcium [µM], SL: sarcomere length [µm], the only lengths not in mm.
/// The tension is force per undeformed area [kPa].
///
/// Differs from the reference implementation: Kd keeps its value at SL = 2LA + LB (2.68 µm) for longer
/// sarcomeres, since the line would reach zero at 2.82 µm; and the scheme in time, which is
/// ``RDQ20MFStep``: of second order, with substeps of at most ``longestSubstep``, instead of explicit
/// Euler of 0.025 ms with implicit Euler or an exponential for the crossbridges once per ms.
///
/// Source: Regazzoni, Dede', Quarteroni, *PLoS Comput. Biol.* 16 (2020) e1008294,
/// doi:10.1371/journal.pcbi.1008294 (there "MF-ODE"); parameters for human cells at body temperature as
/// in the authors' repository FrancescoRegazzoni/cardiac-activation, commit 26f05df.
public struct RDQ20MF: ActiveTensionModel {
    /// Longest internal time step [ms].
    public static let longestSubstep = 0.5

    public static let input = ActiveTensionInput.calcium

    /// Values of the parameters in card order.
    public let parameters: [Double]
    /// Rates computed from the parameters.
    let rates: RDQ20MFRates

    /// Makes a model with the given parameter values; the others keep their defaults.
    ///
    /// - Throws: ``ParameterError`` for an unknown name, a value outside its range, or a dissociation
    ///   constant of calcium that would become negative in long sarcomeres.
    public init(parameters given: [String: Double]) throws(ParameterError) {
        parameters = try Self.card.values(given)
        rates = RDQ20MFRates(parameters)
        try rates.check()
    }

    /// The published calibration for human cells at body temperature (all defaults).
    public init() {
        parameters = Self.card.parameters.map(\.defaultValue)
        rates = RDQ20MFRates(parameters)
    }

    /// No unit permissive, no calcium bound, no crossbridge attached.
    public var restingState: [Double] { [1] + [Double](repeating: 0, count: 19) }

    public func advance(_ batch: ActiveTensionBatch, dt: Double) {
        let step = RDQ20MFStep(rates: rates, dt: dt)
        var first = 0
        while first < batch.count {
            step.advance(batch, first: first, count: min(8, batch.count - first))
            first += 8
        }
    }
}
