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

    /// Who they are.
    public var name: String
    /// What is known of them, sorted by name.
    public var coordinates: [Coordinate]

    /// Describes a group.
    public init(_ name: String, _ coordinates: [Coordinate]) {
        self.name = name
        self.coordinates = coordinates.sorted { $0.name < $1.name }
    }
}
