public import Quantities

/// A law or setting of the heart that may be chosen among registered ones.
///
/// Every law has a section of parameters: the standard one that of the choice (`contraction.…`), the others
/// one named after themselves (`rdq20-mf.…`), so that values of several can stand side by side.
public struct HeartChoice: Sendable {
    /// Name in patient files and on the command line.
    public var name: String
    /// One line for people.
    public var summary: String
    /// The laws, sorted by identifier.
    public var cards: [ModelCard]
    /// Identifier of the law that is used when nothing is chosen.
    public var standard: String

    /// Identifiers of the laws, sorted.
    public var known: [String] { cards.map(\.identifier) }

    /// Section of the parameters of a law.
    public func section(of identifier: String) -> String {
        identifier == standard ? name : identifier
    }

    /// The sections of all laws that have parameters.
    var sections: [HeartSection] {
        cards.map { HeartSection(name: section(of: $0.identifier), cards: $0.parameters) }
            .filter { !$0.cards.isEmpty }
    }
}
