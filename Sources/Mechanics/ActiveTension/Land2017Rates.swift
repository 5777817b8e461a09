import Numerics
import Quantities

/// Rates of ``Land2017`` that follow from its parameters.
///
/// ```
/// kb  = ku·TRPN50^nTm/(1 − rs − (1 − rs)·rw)      half of the units blocked at T = TRPN50
/// kwu = kuw·(1/rw − 1) − kws                       ksu = kws·rw·(1/rs − 1)
/// A   = Aeff·rs/((1 − rs)·rw + rs)
/// cw  = φ·kuw·(1 − rw)/rw                          cs  = φ·kws·(1 − rs)·rw/rs
/// ```
///
/// Source: Land et al. 2017, doi:10.1016/j.yjmcc.2017.03.008, model equations.
struct Land2017Rates: Sendable {
    /// Stretch above which tension no longer grows with length [1].
    static let longestStretch = 1.2
    /// Stretch below which the double overlap of thin filaments costs tension [1].
    static let overlapStretch = 0.87
    /// Largest value of T^(−nTm/2) [1].
    static let largestBlocking = 100.0

    let tensionScale: Double
    let calciumHalf: Double
    let troponinRate: Double
    let troponinExponent: Double
    let unblocking: Double
    let halfTropomyosinExponent: Double
    let blocking: Double
    let unboundToWeak: Double
    let weakToUnbound: Double
    let weakToStrong: Double
    let strongToUnbound: Double
    let strongDetachment: Double
    let weakDetachment: Double
    let distortionGain: Double
    let weakDecay: Double
    let strongDecay: Double
    let lengthTension: Double
    let lengthCalcium: Double

    /// Computes the rates from parameter values in the order of `Land2017.card`.
    init(_ value: [Double]) {
        let duty = value[9]
        let weakRatio = value[10]
        let ku = value[4]
        let kuw = value[7]
        let kws = value[8]
        tensionScale = value[0] / duty
        calciumHalf = value[1]
        troponinRate = value[2]
        troponinExponent = value[3]
        unblocking = ku
        halfTropomyosinExponent = value[5] / 2
        blocking = ku * Double.pow(value[6], value[5]) / (1 - duty - (1 - duty) * weakRatio)
        unboundToWeak = kuw
        weakToUnbound = kuw * (1 / weakRatio - 1) - kws
        weakToStrong = kws
        strongToUnbound = kws * weakRatio * (1 / duty - 1)
        strongDetachment = value[11]
        weakDetachment = value[12]
        distortionGain = value[14] * duty / ((1 - duty) * weakRatio + duty)
        weakDecay = value[13] * kuw * (1 - weakRatio) / weakRatio
        strongDecay = value[13] * kws * (1 - duty) * weakRatio / duty
        lengthTension = value[15]
        lengthCalcium = value[16]
    }

    /// Longest substep that keeps unbound units positive in the trapezoidal rule, with a quarter to
    /// spare [ms].
    var positivityBound: Double {
        1.5 / (Self.largestBlocking * blocking + unboundToWeak)
    }

    /// Number of substeps of a step of `dt` [ms].
    func substeps(_ dt: Double) -> Int {
        let longest = min(Land2017.longestSubstep, positivityBound)
        return max(1, Int((dt / longest * (1 - 1e-12)).rounded(.up)))
    }

    /// Refuses parameters whose combination has no meaning.
    func check() throws(ParameterError) {
        let owner = Land2017.card.identifier
        let strokeLimit = weakToUnbound + weakToStrong
        guard weakToUnbound >= 0 else {
            throw .outOfRange(
                name: "powerStrokeRate", owner: owner, value: weakToStrong, unit: "1/ms",
                allowed: 0...strokeLimit)
        }
        let slopeLimit = -calciumHalf / (Self.longestStretch - 1)
        guard lengthCalcium > slopeLimit else {
            throw .outOfRange(
                name: "lengthCalcium", owner: owner, value: lengthCalcium, unit: "uM",
                allowed: slopeLimit.nextUp...0)
        }
    }
}
