import Numerics

/// Block of a conductance at equilibrium: `remaining = 1/(1 + (D/IC50)ʰ)`.
public struct HillBlock: Sendable, Equatable {
    /// Concentration of half block [nM].
    public var ic50: Double
    /// Hill coefficient [1].
    public var hill: Double

    /// Describes a block; both numbers are positive.
    public init(_ ic50: Double, _ hill: Double) {
        self.ic50 = ic50
        self.hill = hill
    }

    /// Share of the conductance that remains at a concentration [nM].
    public func remaining(at concentration: Double) -> Double {
        concentration > 0 ? 1 / (1 + Double.pow(concentration / ic50, hill)) : 1
    }
}
