public import Quantities
import TOMLKit

/// A TOML file, or one table of it, read strictly: every value is asked for with its type, keys that nothing
/// reads are refused, and messages tell the place.
public struct TOMLSection {
    /// Where it stands: "file" or "file: patients 2".
    public let place: String
    private let table: TOMLTable

    /// Reads a file.
    ///
    /// - Throws: ``DocumentError`` with line and column.
    public init(reading path: String) throws(DocumentError) {
        try self.init(parsing: DocumentText.read(path), file: path)
    }

    /// Reads a text; `file` is for messages.
    ///
    /// - Throws: ``DocumentError/notTOML(file:line:column:reason:)``.
    public init(parsing text: String, file: String) throws(DocumentError) {
        do {
            table = try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            throw .notTOML(
                file: file, line: error.source.begin.line, column: error.source.begin.column,
                reason: error.description)
        } catch {
            throw .notTOML(file: file, line: 1, column: 1, reason: "\(error)")
        }
        place = file
    }

    private init(_ table: TOMLTable, place: String) {
        self.table = table
        self.place = place
    }

    /// Its keys, sorted.
    public var keys: [String] { table.keys.sorted() }

    /// Whether a key is there.
    public func has(_ key: String) -> Bool { table[key] != nil }

    /// Refuses keys that nothing reads.
    ///
    /// - Throws: ``DocumentError/unknownKey(place:key:known:)`` for the first in alphabetical order.
    public func check(known: [String]) throws(DocumentError) {
        for key in keys where !known.contains(key) {
            throw .unknownKey(place: place, key: key, known: known)
        }
    }

    /// An error about one of its keys.
    public func error(_ key: String, _ reason: String) -> DocumentError {
        .badKey(place: place, key: key, reason: reason)
    }

    // MARK: Texts

    /// A text that must be there.
    public func string(_ key: String) throws(DocumentError) -> String {
        try required(key, optionalString(key))
    }

    /// A text, nil where there is none.
    public func optionalString(_ key: String) throws(DocumentError) -> String? {
        guard let value = table[key] else { return nil }
        guard let text = value.string, !text.isEmpty else {
            throw error(key, "must be a text in quotes")
        }
        return text
    }

    /// Texts: one, or a list of them; none where there is none.
    public func strings(_ key: String) throws(DocumentError) -> [String] {
        guard let value = table[key] else { return [] }
        if let text = value.string { return [text] }
        guard let array = value.array else {
            throw error(key, "must be a text in quotes or a list of such")
        }
        var texts: [String] = []
        for element in array {
            guard let text = element.string else {
                throw error(key, "must be a text in quotes or a list of such")
            }
            texts.append(text)
        }
        return texts
    }

    /// A word of a list, nil where there is none.
    ///
    /// - Throws: ``DocumentError/badKey(place:key:reason:)`` with the nearest one.
    public func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: String, as type: Choice.Type = Choice.self
    ) throws(DocumentError) -> Choice? where Choice.RawValue == String {
        guard let text = try optionalString(key) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            throw error(
                key,
                "cannot be \"\(text.printable)\""
                    + Spelling.suggestion(for: text, among: Choice.allCases.map(\.rawValue)))
        }
        return choice
    }

    /// A text, or a number or truth value written as one: the form in which arguments travel.
    public func text(_ key: String) throws(DocumentError) -> String {
        guard let value = table[key] else { throw error(key, "is missing") }
        if let text = value.string { return text }
        if let flag = value.bool { return "\(flag)" }
        if let number = value.int { return "\(number)" }
        if let number = value.double { return "\(number)" }
        throw error(
            key, "must be a text with a unit, like \"500 mL\", a word or a number")
    }

    // MARK: Numbers

    /// A number with its unit, in quotes; a bare number is dimensionless.
    ///
    /// - Parameter expected: a unit of the same dimension; any when nil.
    public func quantity(_ key: String, like expected: Unit?) throws(DocumentError) -> Quantity {
        try required(key, optionalQuantity(key, like: expected))
    }

    /// As ``quantity(_:like:)``, nil where there is none.
    public func optionalQuantity(
        _ key: String, like expected: Unit?
    ) throws(DocumentError) -> Quantity? {
        guard let value = table[key] else { return nil }
        return try quantity(value, key, like: expected)
    }

    /// Numbers with units: one, or a list of them; none where there is none.
    public func quantities(_ key: String, like expected: Unit?) throws(DocumentError) -> [Quantity]
    {
        guard let value = table[key] else { return [] }
        guard let array = value.array else { return [try quantity(value, key, like: expected)] }
        var numbers: [Quantity] = []
        for element in array { numbers.append(try quantity(element, key, like: expected)) }
        return numbers
    }

    private func quantity(
        _ value: some TOMLValueConvertible, _ key: String, like expected: Unit?
    ) throws(DocumentError) -> Quantity {
        do {
            if let number = value.double ?? value.int.map(Double.init) {
                // A bare number names the unit it lacks.
                return try Quantity(
                    expected?.dimension ?? .one == .one ? "\(number) 1" : "\(number)",
                    like: expected)
            }
            guard let text = value.string else {
                throw error(key, "must be a number with its unit in quotes, like \"500 mL\"")
            }
            return try Quantity(text, like: expected)
        } catch let failure as QuantityError {
            throw error(key, "= \(failure)")
        } catch let failure as DocumentError {
            throw failure
        } catch {
            throw self.error(key, "= \(error)")
        }
    }

    /// A plain number that must be there.
    public func number(_ key: String) throws(DocumentError) -> Double {
        try required(key, optionalNumber(key))
    }

    /// A plain number, nil where there is none.
    public func optionalNumber(_ key: String) throws(DocumentError) -> Double? {
        guard let value = table[key] else { return nil }
        guard let number = value.double ?? value.int.map(Double.init), number.isFinite else {
            throw error(key, "must be a number")
        }
        return number
    }

    /// A whole number within a range, nil where there is none.
    public func optionalInteger(
        _ key: String, in range: ClosedRange<Int>
    ) throws(DocumentError) -> Int? {
        guard let value = table[key] else { return nil }
        guard let number = value.int, range.contains(number) else {
            throw error(
                key, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// A truth value, nil where there is none.
    public func optionalFlag(_ key: String) throws(DocumentError) -> Bool? {
        guard let value = table[key] else { return nil }
        guard let flag = value.bool else { throw error(key, "must be true or false") }
        return flag
    }

    // MARK: Tables

    /// A table, nil where there is none.
    public func section(_ key: String) throws(DocumentError) -> TOMLSection? {
        guard let value = table[key] else { return nil }
        guard let inner = value.table else { throw error(key, "must be a table, headed [\(key)]") }
        return TOMLSection(inner, place: "\(place): \(key)")
    }

    /// The tables of a list; none where there is none.
    public func sections(_ key: String) throws(DocumentError) -> [TOMLSection] {
        guard let value = table[key] else { return [] }
        guard let array = value.array else {
            throw error(key, "must be tables, each headed [[\(key)]]")
        }
        var sections: [TOMLSection] = []
        for (index, element) in array.enumerated() {
            guard let inner = element.table else {
                throw error(key, "must be tables, each headed [[\(key)]]")
            }
            sections.append(TOMLSection(inner, place: "\(place): \(key) \(index + 1)"))
        }
        return sections
    }

    private func required<Value>(_ key: String, _ value: Value?) throws(DocumentError) -> Value {
        guard let value else { throw error(key, "is missing") }
        return value
    }
}
