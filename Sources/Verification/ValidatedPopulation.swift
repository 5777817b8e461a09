/// People whose numbers went into a validation: the domain in which the model was compared with nature.
public struct ValidatedPopulation: Sendable, Equatable, Codable {
    /// One number of the group.
    public struct Coordinate: Sendable, Equatable, Codable {
        /// Name as in `MeasurementCards`.
        public var name: String
        /// Unit of the numbers.
        public var unit: String
        /// Mean of the group.
        public var mean: Double
        /// Standard deviation of the group, positive.
        public var spread: Double

        /// Describes a number.
        public init(_ name: String, unit: String, mean: Double, spread: Double) {
            self.name = name
            self.unit = unit
            self.mean = mean
            self.spread = spread
        }
    }

    /// How some of the numbers go together, in the same people.
    public struct Correlation: Sendable, Equatable, Codable {
        /// Which numbers, sorted: those that every one of the people has.
        public var names: [String]
        /// Pearson's correlation coefficients [1], `names.count²`, row by row.
        public var matrix: [Double]
        /// How many people.
        public var people: Int

        /// Describes how numbers go together.
        public init(names: [String], matrix: [Double], people: Int) {
            precondition(matrix.count == names.count * names.count, "a square matrix")
            self.names = names
            self.matrix = matrix
            self.people = people
        }
    }

    /// Who they are.
    public var name: String
    /// What is known of them, sorted by name.
    public var coordinates: [Coordinate]
    /// How the numbers go together; nil where only means and spreads are known, as of most published groups.
    public var correlation: Correlation?

    /// Describes a group.
    public init(
        _ name: String, _ coordinates: [Coordinate], correlation: Correlation? = nil
    ) {
        self.name = name
        self.coordinates = coordinates.sorted { $0.name < $1.name }
        self.correlation = correlation
    }
}
