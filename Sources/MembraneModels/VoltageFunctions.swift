import Ionics
import Numerics

/// The functions of voltage that rate constants are written in.
struct VoltageFunctions<L: RealLanes> {
    /// Transmembrane voltage [mV].
    let v: L

    @inline(__always)
    init(_ v: L) { self.v = v }

    /// exp((V − half)/slope).
    @inline(__always)
    func exponential(_ half: Double, _ slope: Double) -> L {
        L.exp((v - L(filling: half)) * L(filling: 1 / slope))
    }

    /// Boltzmann function 1/(1 + exp((V − half)/slope)): falls with V for a positive slope.
    @inline(__always)
    func boltzmann(_ half: Double, _ slope: Double) -> L { 1 / (1 + exponential(half, slope)) }

    /// exp(−(V − centre)²/width).
    @inline(__always)
    func bell(_ centre: Double, _ width: Double) -> L {
        let distance = v - L(filling: centre)
        return L.exp(-(distance * distance * L(filling: 1 / width)))
    }

    /// (V − root)/(1 − exp(−(V − root)/slope)), continuous through its removable singularity.
    @inline(__always)
    func linoid(_ root: Double, _ slope: Double) -> L {
        let w = (L(filling: root) - v) * L(filling: 1 / slope)
        return L(filling: slope) * goldmanFactor(w, exponential: L.exp(w))
    }
}
