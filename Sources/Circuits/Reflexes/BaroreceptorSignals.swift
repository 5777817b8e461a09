import Numerics
import Quantities

/// The afferent and efferent nerves of the arterial baroreflex, see ``Baroreflex``.
struct BaroreceptorSignals<Real: RealLanes> {
    /// Pressure at the centre of the carotid sigmoid Pn [kPa].
    var setPressure: Real
    /// State of the lag w [kPa].
    var lag: Real

    private typealias C = BaroreflexConstants
    private static var lead: Real { Real(filling: C.lead / C.lag) }

    /// Nerves that have heard the set pressure for long.
    init(setPressure: Real) {
        self.setPressure = setPressure
        lag = (1 - Self.lead) * setPressure
    }

    /// Nerves that have heard what others have, but rest at a pressure that is higher by an offset [kPa].
    init(like other: BaroreceptorSignals<Double>, offset: Real) {
        setPressure = Real(filling: other.setPressure) + offset
        lag = Real(filling: other.lag) + (1 - Self.lead) * offset
    }

    /// Advances the lag by a step under a pressure.
    @inline(__always)
    mutating func listen(_ pressure: Real, _ dt: Real) {
        let decay = Real.exp(dt * Real(filling: -1 / C.lag))
        let goal = (1 - Self.lead) * pressure
        lag = goal + (lag - goal) * decay
    }

    /// Firing at a pressure: the logarithm of the sympathetic drive and the vagal rate [1/s].
    func firing(_ pressure: Real) -> (sympathetic: Real, vagal: Real) {
        let filtered = Self.lead * pressure + lag
        let slope = Real(filling: 1 / (C.slopePressure * Units.mmHg))
        let e = Real.exp(Real.smaller((filtered - setPressure) * slope, 40))
        let carotid =
            (Real(filling: C.leastFiring) + Real(filling: C.largestFiring) * e) / (1 + e)
        let efferent =
            Real(filling: C.sympatheticAtInfinity)
            + Real(filling: C.sympatheticAtZero - C.sympatheticAtInfinity)
            * Real.exp(Real(filling: -C.sympatheticDecay) * carotid)
        let g = Real.exp(
            (carotid - Real(filling: C.vagalCentre)) * Real(filling: 1 / C.vagalSlope))
        let vagal =
            (Real(filling: C.vagalAtZero) + Real(filling: C.vagalAtInfinity) * g) / (1 + g)
        let above = Real.larger(efferent - Real(filling: C.sympatheticThreshold), 0)
        return (Real.log(above + 1), vagal)
    }
}
