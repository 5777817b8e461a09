public import Numerics

/// Sodium–potassium pump of Smith and Crampin (2004) with the constants of O'Hara et al. 2011.
///
/// Differs from the source: the proton concentration is 1e-4 mM (pH 7) where the original code has
/// 1e-7 mM, and the second term of x1 has b1 as in Smith and Crampin (no visible effect).
///
/// Source: O'Hara et al., *PLoS Comput. Biol.* 7 (2011) e1002061, doi:10.1371/journal.pcbi.1002061,
/// supplement, page 14; Smith, Crampin, *Prog. Biophys. Mol. Biol.* 85 (2004) 387–405,
/// doi:10.1016/j.pbiomolbio.2004.01.010.
public enum SmithCrampinPump {
    /// Cycles per second, each moving three sodium out and two potassium in: one charge.
    ///
    /// - Parameter vfrt: V·F/(R·T) [1].
    /// - Parameter nai, nao, ki, ko: concentrations inside and outside [mM].
    @inlinable @inline(__always)
    public static func cycles<L: RealLanes>(vfrt: L, nai: L, nao: L, ki: L, ko: L) -> L {
        let sodiumIn = nai / (9.073 * L.exp(L(filling: -0.155 / 3) * vfrt))
        let sodiumOut = nao / (27.78 * L.exp(L(filling: 1.155 / 3) * vfrt))
        let potassiumIn = ki * 2
        let potassiumOut = ko * L(filling: 1 / 0.3582)
        let magnesium = 9.8 / 1.698e-7
        let phosphate =
            4.2
            / (L(filling: 1 + 1e-4 / 1.698e-7) + nai * L(filling: 1.0 / 224)
                + ki * L(filling: 1.0 / 292))
        let sodiumIn3 = sodiumIn * sodiumIn * sodiumIn
        let sodiumOut3 = sodiumOut * sodiumOut * sodiumOut
        let potassiumIn2 = potassiumIn * potassiumIn
        let potassiumOut2 = potassiumOut * potassiumOut
        let inside = 1 / (cube(1 + sodiumIn) + (1 + potassiumIn).squared - 1)
        let outside = 1 / (cube(1 + sodiumOut) + (1 + potassiumOut).squared - 1)
        let a1 = 949.5 * sodiumIn3 * inside
        let b1 = L(filling: 182.4 * 0.05)
        let a2 = L(filling: 687.2)
        let b2 = 39.4 * sodiumOut3 * outside
        let a3 = 1899 * potassiumOut2 * outside
        let b3 = L(filling: 79300 * 1e-4 / (1 + magnesium)) * phosphate
        let a4 = L(filling: 639 * magnesium / (1 + magnesium))
        let b4 = 40 * potassiumIn2 * inside
        let x1 = a4 * a1 * a2 + b1 * b4 * b3 + a2 * b4 * b3 + b3 * a1 * a2
        let x2 = b2 * b1 * b4 + a1 * a2 * a3 + a3 * b1 * b4 + a2 * a3 * b4
        let x3 = a2 * a3 * a4 + b3 * b2 * b1 + b2 * b1 * a4 + a3 * a4 * b1
        let x4 = b4 * b3 * b2 + a3 * a4 * a1 + b2 * a4 * a1 + b3 * b2 * a1
        return (a1 * a2 * a3 * a4 - b1 * b2 * b3 * b4) / (x1 + x2 + x3 + x4)
    }

    @inlinable @inline(__always)
    static func cube<L: RealLanes>(_ x: L) -> L { x * x * x }
}
