import Quantities
import TOMLKit

/// A table of a scenario file with its place in it, for messages.
struct ScenarioTable {
    /// "file" or "file: intervention 2".
    let place: String
    private let table: TOMLTable

    init(_ table: TOMLTable, place: String) {
        self.table = table
        self.place = place
    }

    /// Its keys, sorted.
    var keys: [String] { table.keys.sorted() }

    /// Refuses keys that nobody knows.
    func check(known: [String]) throws(ScenarioError) {
        for key in keys where !known.contains(key) {
            throw .unknownKey(place: place, key: key, known: known)
        }
    }

    /// A string that must be there.
    func string(_ key: String) throws(ScenarioError) -> String {
        guard let text = try optionalString(key) else {
            throw .badKey(place: place, key: key, reason: "is missing")
        }
        return text
    }

    /// A string, nil where there is none.
    func optionalString(_ key: String) throws(ScenarioError) -> String? {
        guard let value = table[key] else { return nil }
        guard let text = value.string, !text.isEmpty else {
            throw .badKey(place: place, key: key, reason: "must be a text in quotes")
        }
        return text
    }

    /// A string, or a number as text.
    func text(_ key: String) throws(ScenarioError) -> String {
        guard let value = table[key] else {
            throw .badKey(place: place, key: key, reason: "is missing")
        }
        if let text = value.string { return text }
        if let number = value.int { return "\(number)" }
        if let number = value.double { return "\(number)" }
        throw .badKey(
            place: place, key: key,
            reason: "must be a text with a unit, like \"500 mL\", a word or a number")
    }

    /// A number with its unit.
    ///
    /// - `like`: a unit of the same dimension; any when nil.
    func quantity(_ key: String, like symbol: String?) throws -> Quantity {
        let text = try text(key)
        do {
            return try Quantity(text, like: try symbol.map { try Unit($0) })
        } catch {
            throw ScenarioError.badKey(place: place, key: key, reason: "\(error)")
        }
    }

    /// The tables of an array of tables; none where there is none.
    func tables(_ key: String) throws(ScenarioError) -> [ScenarioTable] {
        guard let value = table[key] else { return [] }
        guard let array = value.array else {
            throw .badKey(place: place, key: key, reason: "must be tables, each headed [[\(key)]]")
        }
        var tables: [ScenarioTable] = []
        for (index, element) in array.enumerated() {
            guard let inner = element.table else {
                throw .badKey(
                    place: place, key: key, reason: "must be tables, each headed [[\(key)]]")
            }
            tables.append(ScenarioTable(inner, place: "\(place): \(key) \(index + 1)"))
        }
        return tables
    }
}
