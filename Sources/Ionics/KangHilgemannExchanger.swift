public import Numerics

/// Sodium–calcium exchanger of Kang and Hilgemann (2004) with the constants of O'Hara et al. 2011.
///
/// Source: O'Hara et al., *PLoS Comput. Biol.* 7 (2011) e1002061, doi:10.1371/journal.pcbi.1002061,
/// supplement, page 12. Rates in 1/s.
public struct KangHilgemannExchanger<L: RealLanes> {
    @usableFromInline let hca: L
    @usableFromInline let hna: L
    @usableFromInline let k1: L
    @usableFromInline let k3: L
    @usableFromInline let k3pp: L
    @usableFromInline let k8: L

    /// What both sides of the membrane share.
    ///
    /// - Parameter vfrt: V·F/(R·T) [1].
    /// - Parameter nao: extracellular sodium [mM].
    /// - Parameter cao: extracellular calcium [mM].
    @inlinable @inline(__always)
    public init(vfrt: L, nao: L, cao: L) {
        hca = L.exp(0.167 * vfrt)
        hna = L.exp(0.5224 * vfrt)
        let h7 = 1 + nao * L(filling: 1 / 88.12) * (1 + 1 / hna)
        let h8 = nao / (88.12 * hna * h7)
        let h9 = 1 / h7
        let h10 = 13.5 + nao * L(filling: 1.0 / 15) * (1 + nao * 0.2)
        let h11 = nao * nao / (h10 * 75)
        k1 = cao * 1.5e6 / h10
        k3pp = h8 * 5e3
        k3 = h9 * 6e4 + k3pp
        k8 = h8 * h11 * 6e4
    }

    /// Charge per second at given concentrations inside [mM], activated by calcium.
    @inlinable @inline(__always)
    public func turnover(sodium: L, calcium: L) -> L {
        let h1 = 1 + sodium * L(filling: 1 / 88.12) * (1 + hna)
        let h3 = 1 / h1
        let h2 = sodium * hna * L(filling: 1 / 88.12) * h3
        let h4 = 1 + sodium * L(filling: 1.0 / 15) * (1 + sodium * 0.2)
        let h6 = 1 / h4
        let h5 = sodium * sodium * L(filling: 1.0 / 75) * h6
        let k2 = L(filling: 5e3)
        let k4pp = h2 * 5e3
        let k4 = h3 * 6e4 / hca + k4pp
        let k6 = h6 * calcium * 1.5e6
        let k7 = h5 * h2 * 6e4
        let x1 = k2 * k4 * (k7 + k6) + k2 * k7 * (k2 + k3)
        let x2 = k1 * k7 * (k4 + k2) + k4 * k6 * (k1 + k8)
        let x3 = k1 * k3 * (k7 + k6) + k8 * k6 * (k2 + k3)
        let x4 = k2 * k8 * (k4 + k2) + k3 * k2 * (k1 + k8)
        let sodiumCycles = 3 * (x4 * k7 - x1 * k8) + x3 * k4pp - x2 * k3pp
        let calciumCycles = x2 * k2 - x1 * k1
        let activation = 150e-6 / calcium
        let current = (sodiumCycles + 2 * calciumCycles) / (x1 + x2 + x3 + x4)
        return current / (1 + activation * activation)
    }
}
