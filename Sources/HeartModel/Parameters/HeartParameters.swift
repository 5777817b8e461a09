public import Circulation
public import Quantities

/// All parameters of a heart: one flat list of dotted names, each described by a card, and the laws chosen.
///
/// Names are `section.parameter`; sections and their cards are in ``HeartSections/all``. A value is
/// kept in the unit of its card. What is not given has the card's default.
public struct HeartParameters: Sendable, Equatable {
    /// Values that differ from the defaults, by dotted name, in the unit of the card.
    public private(set) var given: [String: Double]

    /// Chosen laws that differ from the standard ones: identifiers by the name of the choice.
    public private(set) var chosen: [String: String]

    /// The defaults.
    public init() {
        given = [:]
        chosen = [:]
    }

    /// Takes values by dotted name, in the units of the cards; the laws are the standard ones.
    ///
    /// - Throws: ``HeartModelError/unknownParameter(name:nearest:)``,
    ///   ``HeartModelError/outOfRange(name:value:unit:allowed:)``.
    public init(_ values: [String: Double]) throws(HeartModelError) {
        self.init()
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

    /// Chooses a law by the name of the choice and the law's identifier.
    ///
    /// - Throws: ``HeartModelError/unknownParameter(name:nearest:)``,
    ///   ``HeartModelError/unknownChoice(name:value:known:)``.
    public mutating func choose(_ name: String, _ identifier: String) throws(HeartModelError) {
        guard let choice = HeartChoices.all.first(where: { $0.name == name }) else {
            let names = HeartChoices.all.map(\.name)
            throw .unknownParameter(name: name, nearest: Spelling.nearest(to: name, among: names))
        }
        guard choice.known.contains(identifier) else {
            throw .unknownChoice(name: name, value: identifier, known: choice.known)
        }
        chosen[name] = identifier == choice.standard ? nil : identifier
    }

    /// Identifier of the law in use.
    public func choice(_ choice: HeartChoice) -> String { chosen[choice.name] ?? choice.standard }

    /// Whether anything reads a parameter: those of laws that are not chosen nothing does.
    public func isInUse(_ name: String) -> Bool {
        let section = name.prefix { $0 != "." }
        return HeartChoices.all.allSatisfy { choice in
            choice.section(of: self.choice(choice)) == section
                || !choice.known.contains { choice.section(of: $0) == section }
        }
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
    package var circulation: [String: Double] {
        given.filter { $0.key.hasPrefix(LoopParameters.prefix) }
    }

    /// The closed loop as it is around the three-dimensional heart: the loop's parameters, times the heart's
    /// factors on them.
    ///
    /// - Throws: errors of parameters outside their ranges.
    public func surroundings() throws -> LoopParameters {
        let loop = try LoopParameters(values: circulation)
        var changed: [String: Double] = [:]
        for (name, parameter) in HeartCard.surroundings {
            let factor = try value(name)
            if factor != 1 { changed[LoopParameters.prefix + parameter] = factor * loop[parameter] }
        }
        return changed.isEmpty ? loop : try loop.replacing(changed)
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
