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
    init(values: [String: Double]) throws(ParameterError)
}

/// The values of one card's parameters by name: defaults with overrides, ranges checked.
struct ResolvedParameters {
    private let values: [String: Double]

    /// Applies `overrides`, in the card's units, to the defaults of `card`.
    init(_ card: ModelCard, overrides: [String: Double]) throws(ParameterError) {
        let resolved = try card.values(overrides)
        values = Dictionary(uniqueKeysWithValues: zip(card.parameters.map(\.name), resolved))
    }

    /// The value of a parameter of the card, in the card's unit.
    subscript(_ name: String) -> Double {
        guard let value = values[name] else {
            preconditionFailure("the card has no parameter \(name)")
        }
        return value
    }
}
