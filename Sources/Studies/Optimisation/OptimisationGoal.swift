import Documents
import Quantities

/// What a search is after: numbers to make large or small, and bounds that others must keep.
public struct OptimisationGoal: Sendable, Equatable {
    /// How a number is read.
    public enum Reading: String, Sendable, CaseIterable {
        /// After the treatment, in the number's unit.
        case after
        /// Treated minus untreated, in the number's unit.
        case absolute
        /// Treated minus untreated, relative to untreated [%].
        case relative
    }

    /// A number to make large or small.
    public struct Objective: Sendable, Equatable {
        /// Large or small.
        public enum Direction: String, Sendable, CaseIterable { case maximise, minimise }

        /// Identifier of the number.
        public var metric: String
        public var direction: Direction
        public var reading: Reading

        /// Makes an objective.
        public init(_ direction: Direction, _ metric: String, reading: Reading = .after) {
            self.metric = metric
            self.direction = direction
            self.reading = reading
        }
    }

    /// A number that must lie between bounds.
    public struct Constraint: Sendable, Equatable {
        /// Identifier of the number.
        public var metric: String
        public var reading: Reading
        /// Bounds in ``unit``; nil for none.
        public var low: Double?
        public var high: Double?
        public var unit: String
        /// Share of the hearts that must keep them [1].
        public var probability: Double

        /// Makes a constraint.
        public init(
            metric: String, reading: Reading = .after, low: Double? = nil, high: Double? = nil,
            unit: String, probability: Double = 0.9
        ) {
            self.metric = metric
            self.reading = reading
            self.low = low
            self.high = high
            self.unit = unit
            self.probability = probability
        }
    }

    /// What to make large or small; at least one.
    public var objectives: [Objective]
    /// What must be kept.
    public var constraints: [Constraint]
    /// Treatments that the file brings, in the form of the command line, before those given there.
    public var interventions: [String]
    /// Points in a generation and generations after the first.
    public var population: Int
    public var generations: Int

    /// Makes a goal.
    public init(
        objectives: [Objective], constraints: [Constraint] = [], interventions: [String] = [],
        population: Int = 32, generations: Int = 12
    ) {
        self.objectives = objectives
        self.constraints = constraints
        self.interventions = interventions
        self.population = population
        self.generations = generations
    }

    /// Reads a TOML file; ``GoalSchema`` describes the format.
    ///
    /// - Throws: `DocumentError` naming the file, the place in it and what is wrong.
    public init(reading path: String) throws { try self.init(TOMLSection(reading: path)) }

    /// Reads a text; `file` is for messages.
    public init(parsing text: String, file: String) throws {
        try self.init(TOMLSection(parsing: text, file: file))
    }

    private init(_ top: TOMLSection) throws {
        try top.check(known: ["interventions", "objective", "constraint", "search"])
        interventions = try top.strings("interventions")
        objectives = try top.sections("objective").map { try Objective($0) }
        constraints = try top.sections("constraint").map { try Constraint($0) }
        guard !objectives.isEmpty else {
            throw top.error("objective", "is missing: a search needs at least one")
        }
        let search = try top.section("search")
        try search?.check(known: ["population", "generations"])
        population = try search?.optionalInteger("population", in: 4...1000) ?? 32
        generations = try search?.optionalInteger("generations", in: 0...1000) ?? 12
        guard population % 2 == 0 else {
            throw search?.error("population", "must be even") ?? top.error("search", "")
        }
    }
}

extension OptimisationGoal.Objective {
    init(_ section: TOMLSection) throws {
        try section.check(known: ["metric", "direction", "change"])
        guard let direction = try section.choice("direction", as: Direction.self) else {
            throw section.error("direction", "is missing: maximise or minimise")
        }
        self.init(
            direction, try section.string("metric"),
            reading: try section.choice("change") ?? .after)
    }
}

extension OptimisationGoal.Constraint {
    init(_ section: TOMLSection) throws {
        try section.check(known: ["metric", "change", "low", "high", "probability"])
        let reading = try section.choice("change", as: OptimisationGoal.Reading.self) ?? .after
        let percent = reading == .relative ? try Unit("%") : nil
        let low = try section.optionalQuantity("low", like: percent)
        let high = try section.optionalQuantity("high", like: low?.unit ?? percent)
        guard let unit = low?.unit ?? high?.unit else {
            throw section.error("low", "is missing, and so is high: a constraint needs one of them")
        }
        let upper = try high?.value(in: unit)
        if let low, let upper, low.value > upper {
            throw section.error("low", "= \(low) is above high")
        }
        let probability = try section.optionalNumber("probability") ?? 0.9
        guard probability > 0, probability <= 1 else {
            throw section.error("probability", "must be above 0 and at most 1")
        }
        self.init(
            metric: try section.string("metric"), reading: reading, low: low?.value, high: upper,
            unit: unit.symbol, probability: probability)
    }
}
