import Numerics

/// Binding of a drug to hERG with its own kinetics and trapping.
///
/// Source: Li et al. 2017, doi:10.1161/CIRCEP.116.004628.
public struct HergBinding: Sendable, Equatable {
    /// Maximal effect, in units of ``ku`` [1].
    public var kmax: Double
    /// Unbinding rate [1/ms].
    public var ku: Double
    /// Hill coefficient of the binding rate [1].
    public var n: Double
    /// n-th power of the concentration of the half-maximal rate [nMⁿ].
    public var halfmax: Double
    /// Half voltage of leaving the trap [mV].
    public var vhalf: Double

    /// Describes the binding of a drug.
    public init(kmax: Double, ku: Double, n: Double, halfmax: Double, vhalf: Double) {
        self.kmax = kmax
        self.ku = ku
        self.n = n
        self.halfmax = halfmax
        self.vhalf = vhalf
    }

    /// Binding rate `Kmax·Ku·Dⁿ/(Dⁿ + halfmax)` at a concentration [nM]; 1/ms.
    public func rate(at concentration: Double) -> Double {
        guard concentration > 0 else { return 0 }
        let power = Double.pow(concentration, n)
        return kmax * ku * power / (power + halfmax)
    }

    /// Values of the parameters of a model with dynamic binding.
    func parameters(at concentration: Double) -> [String: Double] {
        [
            "hergBinding": rate(at: concentration), "hergUnbinding": concentration > 0 ? ku : 0,
            "hergVhalf": vhalf,
        ]
    }
}
