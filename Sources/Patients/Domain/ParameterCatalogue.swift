public import Quantities

/// What a patient file may say about the model: its parameters, and the laws to choose from.
public struct ParameterCatalogue: Sendable, ExpressibleByDictionaryLiteral {
    /// A law that may be chosen among several.
    public struct Choice: Sendable, Equatable {
        /// Name in the file.
        public var name: String
        /// One line for people.
        public var summary: String
        /// Identifiers of the laws.
        public var known: [String]
        /// The law that is used otherwise.
        public var standard: String

        /// Describes a choice.
        public init(name: String, summary: String, known: [String], standard: String) {
            self.name = name
            self.summary = summary
            self.known = known
            self.standard = standard
        }
    }

    /// Parameters by `module.name`.
    public var parameters: [String: ParameterCard]
    /// The choices, sorted by name.
    public var choices: [Choice]

    /// Collects both.
    public init(parameters: [String: ParameterCard], choices: [Choice] = []) {
        self.parameters = parameters
        self.choices = choices
    }

    /// Parameters by name, without choices.
    public init(dictionaryLiteral elements: (String, ParameterCard)...) {
        self.init(parameters: Dictionary(uniqueKeysWithValues: elements))
    }

    /// The card of a parameter.
    public subscript(name: String) -> ParameterCard? { parameters[name] }

    /// The choice of a name.
    func choice(_ name: String) -> Choice? { choices.first { $0.name == name } }
}
