import Quantities

/// The arguments of an intervention, complete and within their ranges.
public struct InterventionArguments: Sendable, Equatable {
    private let numbers: [String: Double]
    private let words: [String: String]

    /// Completes and checks arguments given as text: `volume` → `500 mL`.
    ///
    /// - Throws: ``ScenarioError`` naming the intervention and the argument.
    public init(_ card: InterventionCard, given: [String: String]) throws(ScenarioError) {
        for name in given.keys.sorted() where !card.argumentNames.contains(name) {
            throw .unknownArgument(
                intervention: card.identifier, name: name, known: card.argumentNames)
        }
        var numbers: [String: Double] = [:]
        for parameter in card.numbers {
            numbers[parameter.name] =
                if let text = given[parameter.name] {
                    try Self.number(text, parameter, of: card)
                } else {
                    parameter.defaultValue
                }
        }
        var words: [String: String] = [:]
        for word in card.words {
            guard let text = given[word.name] ?? word.standard else {
                throw .missingArgument(intervention: card.identifier, name: word.name)
            }
            guard word.known.isEmpty || word.known.contains(text) else {
                throw .badArgument(
                    intervention: card.identifier, name: word.name,
                    reason: "there is no \"\(text)\""
                        + Spelling.suggestion(for: text, among: word.known))
            }
            words[word.name] = text
        }
        self.numbers = numbers
        self.words = words
    }

    /// A number, in the unit of its card.
    public func number(_ name: String) -> Double {
        guard let value = numbers[name] else { preconditionFailure("no argument \(name)") }
        return value
    }

    /// A word.
    public func word(_ name: String) -> String {
        guard let value = words[name] else { preconditionFailure("no argument \(name)") }
        return value
    }

    private static func number(
        _ text: String, _ parameter: ParameterCard, of card: InterventionCard
    ) throws(ScenarioError) -> Double {
        let value: Double
        do {
            value = try QuantityText.value(text, in: parameter.unit)
        } catch {
            throw .badArgument(
                intervention: card.identifier, name: parameter.name, reason: "\(error)")
        }
        guard parameter.range.contains(value) else {
            throw .outOfRange(
                intervention: card.identifier, name: parameter.name, value: value,
                unit: parameter.unit, allowed: parameter.range)
        }
        return value
    }
}

/// Numbers with units as text.
enum QuantityText {
    /// The value of a text in a unit; a bare number is one of unit 1.
    ///
    /// - Throws: `QuantityError`.
    static func value(_ text: String, in symbol: String) throws(QuantityError) -> Double {
        let unit = try Unit(symbol)
        let isBare = Double(text) != nil && symbol == "1"
        return try Quantity(isBare ? text + " 1" : text, like: unit).value(in: unit)
    }
}
