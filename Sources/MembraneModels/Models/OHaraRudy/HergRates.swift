import Numerics

/// One transition rate of the hERG model, `A·exp(B·V)·q^((T − 20 °C)/10)` at T = 37 °C.
struct HergRate {
    /// Rate at 0 mV and 37 °C [1/ms].
    private let scale: Double
    /// Voltage dependence [1/mV].
    private let slope: Double

    init(_ a: Double, _ b: Double, _ q: Double) {
        scale = a * Double.pow(q, 1.7)
        slope = b
    }

    /// The rate at a voltage [1/ms].
    @inline(__always)
    func value<L: RealLanes>(_ v: L) -> L { L(filling: scale) * L.exp(L(filling: slope) * v) }
}

/// The transition rates of the hERG model of CiPA (A [1/ms] at 20 °C, B [1/mV], q [1]).
///
/// Source: Li et al. 2017, doi:10.1161/CIRCEP.116.004628; numbers of `newordherg_pars.txt` in the
/// FDA's public repository CiPA (AP_simulation/models).
struct HergRates {
    let k1 = HergRate(0.0264, 4.631e-5, 4.843)
    let k2 = HergRate(4.986e-6, -0.004226, 4.23)
    let k3 = HergRate(0.001214, 0.008516, 4.962)
    let k4 = HergRate(1.854e-5, -0.04641, 3.769)
    let k11 = HergRate(0.0007868, 1.535e-8, 4.942)
    let k21 = HergRate(5.455e-6, -0.1688, 4.156)
    let k31 = HergRate(0.005509, 7.771e-9, 4.22)
    let k41 = HergRate(0.001416, -0.02877, 1.459)
    let k51 = HergRate(0.4492, 0.008595, 5)
    let k52 = HergRate(0.3181, 3.613e-8, 4.663)
    let k53 = HergRate(0.149, 0.004668, 2.412)
    let k61 = HergRate(0.01241, 0.1725, 5.568)
    let k62 = HergRate(0.3226, -6.575e-4, 5)
    let k63 = HergRate(0.008978, -0.02215, 5.682)

    static let standard = HergRates()
}
