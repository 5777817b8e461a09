public import Quantities

/// What an intervention is called, takes and may change.
public struct InterventionCard: Sendable, Equatable {
    /// An argument that is one of several words, or any text.
    public struct Word: Sendable, Equatable {
        /// Name of the argument.
        public var name: String
        /// One line for people.
        public var summary: String
        /// Admissible words; any text when empty.
        public var known: [String]
        /// What is taken when it is not given; nil when it must be.
        public var standard: String?

        /// Describes an argument.
        public init(
            _ name: String, _ summary: String, known: [String] = [], standard: String? = nil
        ) {
            self.name = name
            self.summary = summary
            self.known = known
            self.standard = standard
        }
    }

    /// Name on the command line and in files, kebab-case.
    public var identifier: String
    /// One line for people: what is done.
    public var summary: String
    /// How it acts in the model.
    public var mechanism: String
    /// Where the mechanism comes from.
    public var source: String
    /// Arguments that are numbers.
    public var numbers: [ParameterCard]
    /// Arguments that are words.
    public var words: [Word]
    /// Parameters it may change; nil when that depends on its arguments.
    public var targets: [String]?
    /// What only one intervention of a scenario may act on: "the aortic valve"; nil for none.
    public var claims: String?
    /// Numbers with which it changes nothing; nil where it always acts.
    public var neutral: [String: Double]?
    /// On which levels it acts.
    public var levels: Levels

    /// Levels of detail that an intervention knows.
    public enum Levels: Sendable, Equatable {
        /// The three-dimensional heart and the closed loop.
        case all
        /// The closed loop alone: devices in it, nerves.
        case loopOnly
    }

    /// Describes an intervention.
    public init(
        _ identifier: String, _ summary: String, mechanism: String, source: String,
        numbers: [ParameterCard] = [], words: [Word] = [], targets: [String]? = [],
        claims: String? = nil, neutral: [String: Double]? = nil, levels: Levels = .all
    ) {
        self.identifier = identifier
        self.summary = summary
        self.mechanism = mechanism
        self.source = source
        self.numbers = numbers
        self.words = words
        self.targets = targets
        self.claims = claims
        self.neutral = neutral
        self.levels = levels
    }

    /// Names of all arguments.
    public var argumentNames: [String] { numbers.map(\.name) + words.map(\.name) }
}
