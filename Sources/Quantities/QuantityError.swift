/// What can be wrong with a number and its unit.
public enum QuantityError: Error, Equatable, Sendable {
    /// A number without a unit where one is needed.
    case missingUnit(text: String, expected: String?)
    /// No number at the start.
    case notANumber(text: String)
    /// Infinite or not a number.
    case notFinite(text: String)
    /// A symbol that is no unit.
    case unknownUnit(symbol: String, unit: String)
    /// The unit cannot be read as an expression.
    case malformedUnit(unit: String, reason: String)
    /// The unit measures something else.
    case wrongDimension(unit: String, found: Dimension, expected: String, wanted: Dimension)
}

extension QuantityError: CustomStringConvertible {
    /// One sentence: what, what was expected, what to write instead.
    public var description: String {
        switch self {
        case .missingUnit(let text, let expected?):
            "\"\(text)\" has no unit; write it as \"\(text) \(expected)\""
        case .missingUnit(let text, nil):
            "\"\(text)\" has no unit; add one, or \"1\" for a plain number"
        case .notANumber(let text):
            "\"\(text)\" does not start with a number; write a number and a unit: \"80 mmHg\""
        case .notFinite(let text):
            "\"\(text)\" is not a finite number"
        case .unknownUnit(let symbol, let unit):
            (symbol == unit
                ? "unknown unit \"\(unit)\"" : "unknown unit \"\(symbol)\" in \"\(unit)\"")
                + UnitAtoms.suggestion(for: symbol)
        case .malformedUnit(let unit, let reason):
            "\"\(unit)\" is not a unit: \(reason)"
        case .wrongDimension(let unit, let found, let expected, let wanted):
            "\"\(unit)\" measures \(found.name), expected \(wanted.name) such as \"\(expected)\""
        }
    }
}
