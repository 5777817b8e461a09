import Circuits
import Circulation
import Numerics
import Quantities

/// Calls laws of circuits one at a time.
enum LawProbe {
    /// Parameters in internal units: the defaults, and a set where none is zero.
    static func parameterSets(_ card: ModelCard) -> [[Double]] {
        let defaults = card.parameters.map { $0.defaultValue * $0.internalFactor }
        let typical = card.parameters.map {
            let (low, high) = ($0.range.lowerBound, $0.range.upperBound)
            return $0.internalFactor
                * ($0.defaultValue != 0 ? $0.defaultValue : low + 0.1 * (high - low))
        }
        return defaults == typical ? [defaults] : [defaults, typical]
    }

    /// Parameters in internal units with some given in the units of the card.
    static func parameters(_ card: ModelCard, _ given: [String: Double] = [:]) throws -> [Double] {
        zip(card.parameters, try card.values(given)).map { $0.internalFactor * $1 }
    }

    /// Calls `body` with the parameters as a law takes them.
    static func with<Real: RealLanes, Result>(
        _ values: [Real], _ body: (LawParameters<Real>) -> Result
    ) -> Result {
        values.withUnsafeBufferPointer { body(LawParameters($0.baseAddress!)) }
    }

    /// A branch's flow and conductance at the end of a stage.
    static func advance<Real: RealLanes>(
        _ law: any BranchLaw.Type, _ parameters: [Real], flow: Real = 0, opening: Real = 0,
        by h: Real, drop: Real
    ) -> (end: BranchValues<Real>, conductance: Real) {
        with(parameters) {
            law.advance(BranchValues(flow: flow, opening: opening), by: h, drop: drop, $0)
        }
    }

    /// A branch's flow, conductance and slope by the volume upstream at the end of a stage.
    static func advance<Real: RealLanes>(
        _ law: any BranchLaw.Type, _ parameters: [Real], flow: Real = 0, opening: Real = 0,
        by h: Real, drop: Real, volume: Real
    ) -> (end: BranchValues<Real>, conductance: Real, byVolume: Real) {
        with(parameters) {
            law.advance(
                BranchValues(flow: flow, opening: opening), by: h, drop: drop, volume: volume, $0)
        }
    }

    /// Pressure and slope of a compartment.
    static func pressure<Real: RealLanes>(
        _ law: any CompartmentLaw.Type, _ parameters: [Real], volume: Real, activation: Real
    ) -> (value: Real, slope: Real) {
        with(parameters) { law.pressure(volume: volume, activation: activation, $0) }
    }

    /// Pressure and slope of an enclosure.
    static func pressure<Real: CircuitReal>(
        _ law: any EnclosureLaw.Type, _ parameters: [Real], content: Real, time: Real
    ) -> (value: Real, slope: Real) {
        with(parameters) { law.pressure(content: content, time: time, $0) }
    }

    /// A number whose first derivative is that by itself.
    static func seeded(_ value: Double) -> Dual8 {
        Dual8(value, tangent: SIMD8(1, 0, 0, 0, 0, 0, 0, 0))
    }
}
