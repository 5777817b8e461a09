package import Documents
package import Quantities

/// What a person wrote about one row of a suite, as texts by key, from TOML or from a line of a table.
package struct RowFields: Sendable {
    /// Where it stands, for messages.
    package let place: String
    private let values: [String: [String]]
    /// Unit of numbers that bring none of their own.
    private let unit: String?

    /// A table of a TOML file; numbers are written with their units, in quotes.
    package init(_ section: TOMLSection) throws(DocumentError) {
        var values: [String: [String]] = [:]
        for key in section.keys {
            if let text = try? section.text(key) {
                values[key] = [text]
            } else {
                values[key] = try section.strings(key)
            }
        }
        self.init(values, place: section.place)
    }

    /// A line of a table; empty cells are keys that are not there, lists are separated by `|`.
    package init(_ row: DelimitedTable.Row, of table: DelimitedTable) {
        var values: [String: [String]] = [:]
        for (column, cell) in zip(table.columns, row.cells) where !cell.isEmpty {
            let unit = column.unit.map { " \($0)" } ?? ""
            values[column.name] = cell.split(separator: "|").map { part in
                var text = part.drop { $0 == " " }
                while text.last == " " { text.removeLast() }
                return Double(text) == nil ? String(text) : text + unit
            }
        }
        self.init(values, place: "\(table.file):\(row.line)")
    }

    private init(_ values: [String: [String]], place: String) {
        self.values = values
        self.place = place
        unit = values["unit"]?.first
    }

    /// Its keys, sorted.
    package var keys: [String] { values.keys.sorted() }

    /// Whether a key is there.
    package func has(_ key: String) -> Bool { values[key] != nil }

    /// An error about a key.
    package func error(_ key: String, _ reason: String) -> DocumentError {
        .badKey(place: place, key: key, reason: reason)
    }

    /// A text, nil where there is none.
    package func optionalText(_ key: String) throws(DocumentError) -> String? {
        guard let list = values[key] else { return nil }
        guard list.count == 1, let text = list.first, !text.isEmpty else {
            throw error(key, "must be one text")
        }
        return text
    }

    /// A text that must be there.
    package func text(_ key: String) throws(DocumentError) -> String {
        guard let text = try optionalText(key) else { throw error(key, "is missing") }
        return text
    }

    /// Several texts; none where there is no such key.
    package func texts(_ key: String) -> [String] { values[key] ?? [] }

    /// A number with its unit, nil where there is none.
    package func optionalQuantity(_ key: String) throws(DocumentError) -> Quantity? {
        guard let text = try optionalText(key) else { return nil }
        do throws(QuantityError) {
            return try Quantity(
                Double(text) == nil ? text : unit.map { "\(text) \($0)" } ?? text)
        } catch {
            throw self.error(key, "= \(error)")
        }
    }

    /// A number with its unit that must be there.
    package func quantity(_ key: String) throws(DocumentError) -> Quantity {
        guard let quantity = try optionalQuantity(key) else { throw error(key, "is missing") }
        return quantity
    }

    /// A plain number in a range, or else a default.
    package func number(
        _ key: String, in range: ClosedRange<Double>, default standard: Double
    ) throws(DocumentError) -> Double {
        guard let text = try optionalText(key) else { return standard }
        guard let number = Double(text), range.contains(number) else {
            throw error(
                key,
                "= \"\(text.printable)\" must be a plain number from \(range.lowerBound.short) to "
                    + "\(range.upperBound.short)")
        }
        return number
    }

    /// One of several words, or else a default.
    package func word<Word: RawRepresentable & CaseIterable>(
        _ key: String, default standard: Word
    ) throws(DocumentError) -> Word where Word.RawValue == String {
        guard let text = try optionalText(key) else { return standard }
        guard let word = Word(rawValue: text) else {
            throw error(
                key,
                "cannot be \"\(text.printable)\""
                    + Spelling.suggestion(for: text, among: Word.allCases.map(\.rawValue)))
        }
        return word
    }
}
