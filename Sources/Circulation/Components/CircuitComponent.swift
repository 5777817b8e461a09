public import Quantities

/// A building block of the lumped circulation: a chamber, a valve or a vessel.
///
/// Its card lists the parameters in people's units; `init(values:)` converts them once to the
/// internal units (mm³, kPa, ms).
public protocol CircuitComponent: Sendable {
    /// Identity, source and parameters.
    static var card: ModelCard { get }

    /// Makes the component from parameters in the units of its card; missing ones take the default.
    ///
    /// - Throws: an unknown name, or a value outside its admissible range.
    init(values: [String: Double]) throws(CirculationError)
}

/// The parameters of one card with overrides applied and ranges checked, in the card's units.
public struct ResolvedParameters: Sendable {
    private var values: [String: Double]

    /// Applies `overrides` to the defaults of `card`.
    ///
    /// - Throws: an unknown name, or a value outside its admissible range.
    public init(
        _ card: ModelCard, overrides: [String: Double]
    ) throws(CirculationError) {
        values = [:]
        for parameter in card.parameters { values[parameter.name] = parameter.defaultValue }
        for name in overrides.keys.sorted() where values[name] == nil {
            throw .unknownParameter(
                name: name, owner: card.identifier, known: card.parameters.map(\.name))
        }
        for parameter in card.parameters {
            guard let value = overrides[parameter.name] else { continue }
            guard parameter.range.contains(value) else {
                throw .outOfRange(
                    name: parameter.name, owner: card.identifier, value: value,
                    unit: parameter.unit, allowed: parameter.range)
            }
            values[parameter.name] = value
        }
    }

    /// The value of a parameter of the card, in the card's unit.
    public subscript(_ name: String) -> Double {
        guard let value = values[name] else {
            preconditionFailure("the card has no parameter \(name)")
        }
        return value
    }
}
