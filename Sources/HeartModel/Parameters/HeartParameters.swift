import Circulation
public import Quantities

/// All parameters of a heart: one flat list of dotted names, each described by a card.
///
/// Names are `section.parameter`; sections and their cards are in ``HeartSections/all``. A value is
/// kept in the unit of its card. What is not given has the card's default.
public struct HeartParameters: Sendable, Equatable {
    /// Values that differ from the defaults, by dotted name, in the unit of the card.
    public private(set) var given: [String: Double]

    /// The defaults.
    public init() { given = [:] }

    /// Takes values by dotted name, in the units of the cards.
    ///
    /// - Throws: ``HeartModelError/unknownParameter(name:nearest:)``,
    ///   ``HeartModelError/outOfRange(name:value:unit:allowed:)``.
    public init(_ values: [String: Double]) throws(HeartModelError) {
        given = [:]
        for name in values.keys.sorted() {
            if let value = values[name] { try set(name, value) }
        }
    }

    /// Sets one value, in the unit of its card.
    public mutating func set(_ name: String, _ value: Double) throws(HeartModelError) {
        guard let card = Self.card(name) else {
            throw .unknownParameter(
                name: name, nearest: Spelling.nearest(to: name, among: Self.names))
        }
        guard card.range.contains(value) else {
            throw .outOfRange(name: name, value: value, unit: card.unit, allowed: card.range)
        }
        given[name] = value
    }

    /// The value of a parameter in the unit of its card.
    public func value(_ name: String) throws(HeartModelError) -> Double {
        guard let card = Self.card(name) else {
            throw .unknownParameter(
                name: name, nearest: Spelling.nearest(to: name, among: Self.names))
        }
        return given[name] ?? card.defaultValue
    }

    /// The given values of one section, by the parameters' own names.
    public func section(_ section: String) -> [String: Double] {
        let prefix = section + "."
        return given.filter { $0.key.hasPrefix(prefix) }.reduce(into: [:]) { result, entry in
            result[String(entry.key.dropFirst(prefix.count))] = entry.value
        }
    }

    /// The given values of the circulation, by full name as ``LoopParameters`` takes them.
    var circulation: [String: Double] {
        given.filter { $0.key.hasPrefix(LoopParameters.prefix) }
    }

    /// The card of a dotted name.
    public static func card(_ name: String) -> ParameterCard? { cards[name] }

    /// All dotted names, sorted.
    public static let names: [String] = cards.keys.sorted()

    /// All cards by dotted name.
    public static let cards: [String: ParameterCard] = {
        var result: [String: ParameterCard] = [:]
        for section in HeartSections.all {
            for card in section.cards { result["\(section.name).\(card.name)"] = card }
        }
        return result
    }()
}
