/// A number with its unit, as people and files give it.
public struct Quantity: Sendable, Equatable {
    /// The number, in ``unit``.
    public var value: Double
    /// The unit it was given in.
    public var unit: Unit

    /// A number in a unit.
    public init(_ value: Double, _ unit: Unit) {
        self.value = value
        self.unit = unit
    }

    /// Reads a number and a unit: `"80 mmHg"`, `"5.1L/min"`, `"-85 mV"`, `"0.6 1"`.
    ///
    /// - Parameters:
    ///   - text: Number, optional blanks, unit.
    ///   - expected: A unit of the same dimension; only its dimension matters.
    /// - Throws: ``QuantityError``: no number, no unit, unknown unit, wrong dimension.
    public init(_ text: String, like expected: Unit? = nil) throws(QuantityError) {
        let trimmed = Self.trimmed(Substring(text))
        let (number, rest) = Self.splitNumber(trimmed)
        guard let value = Double(number) else { throw .notANumber(text: text) }
        guard value.isFinite else { throw .notFinite(text: text) }
        let symbol = Self.trimmed(rest)
        guard !symbol.isEmpty else {
            throw .missingUnit(text: String(trimmed), expected: expected?.symbol)
        }
        try self.init(value, Unit(String(symbol)))
        if let expected { try unit.require(expected) }
    }

    /// The number in internal units (mm · ms · mg · mV · kPa).
    public var internalValue: Double { unit.internalValue(of: value) }

    /// The number in another unit.
    ///
    /// - Throws: ``QuantityError/wrongDimension(unit:found:expected:wanted:)``.
    public func value(in other: Unit) throws(QuantityError) -> Double {
        try unit.convert(value, to: other)
    }

    /// Splits where the number ends; an exponent is taken only with its digits, so that `1 e` and
    /// `2eV` keep their letters.
    private static func splitNumber(_ text: Substring) -> (Substring, Substring) {
        var end = text.startIndex
        func digits() {
            while end < text.endIndex, text[end].isASCII, text[end].isNumber {
                text.formIndex(after: &end)
            }
        }
        if end < text.endIndex, text[end] == "-" || text[end] == "+" { text.formIndex(after: &end) }
        digits()
        if end < text.endIndex, text[end] == "." {
            text.formIndex(after: &end)
            digits()
        }
        if end < text.endIndex, text[end] == "e" || text[end] == "E" {
            let mantissaEnd = end
            text.formIndex(after: &end)
            if end < text.endIndex, text[end] == "-" || text[end] == "+" {
                text.formIndex(after: &end)
            }
            let exponentStart = end
            digits()
            if end == exponentStart { end = mantissaEnd }
        }
        return (text[..<end], text[end...])
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }
}

extension Quantity: CustomStringConvertible {
    /// Number and unit: "80.0 mmHg".
    public var description: String { "\(value) \(unit.symbol)" }
}
