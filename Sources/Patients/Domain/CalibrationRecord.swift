public import Quantities

/// What a calibration found: its factors with intervals and correlations, each measurement beside what the fitted
/// model shows of it, and in words what the measurements leave open.
///
/// The fitted parameters themselves are in ``Patient/parameters``, equally likely sets of them in
/// ``Patient/posterior``.
public struct CalibrationRecord: Sendable, Equatable {
    /// Something that was adapted.
    public struct Factor: Sendable, Equatable {
        /// Identifier, each once.
        public var name: String
        /// What it is, one phrase.
        public var summary: String
        /// Best value and the ends of its 90 % interval, in ``unit``.
        public var value: Double
        public var lower: Double
        public var upper: Double
        /// Their unit, 1 for a factor on the population's value.
        public var unit: Unit
        /// Share of the variance before any measurement that was removed [1]; below 0 where draws spread wider.
        public var informed: Double

        /// Describes a factor.
        public init(
            name: String, summary: String, value: Double, lower: Double, upper: Double,
            unit: Unit, informed: Double
        ) {
            self.name = name
            self.summary = summary
            self.value = value
            self.lower = lower
            self.upper = upper
            self.unit = unit
            self.informed = informed
        }
    }

    /// A number that was aimed at.
    public struct Reading: Sendable, Equatable {
        /// Name as in `MeasurementCards`, each once.
        public var name: String
        /// Unit of all values.
        public var unit: Unit
        /// What was aimed at, and its standard deviation, above 0.
        public var target: Double
        public var deviation: Double
        /// What the fitted model shows.
        public var fitted: Double

        /// (fitted − target) / deviation [1].
        public var z: Double { (fitted - target) / deviation }

        /// Describes a number.
        public init(name: String, unit: Unit, target: Double, deviation: Double, fitted: Double) {
            self.name = name
            self.unit = unit
            self.target = target
            self.deviation = deviation
            self.fitted = fitted
        }
    }

    /// What was adapted.
    public var factors: [Factor]
    /// Correlations of their logarithms, row by row in the order of ``factors`` [1].
    public var correlations: [[Double]]
    /// What was aimed at.
    public var readings: [Reading]
    /// Which factors the measurements fix and which they leave open, in words.
    public var identifiability: String
    /// What was assumed or left out, and what deserves a second look; one sentence each.
    public var notes: [String]
    /// The calibration that found it.
    public var provenance: String?

    /// Collects what was found.
    public init(
        factors: [Factor], correlations: [[Double]], readings: [Reading], identifiability: String,
        notes: [String] = [], provenance: String? = nil
    ) {
        self.factors = factors
        self.correlations = correlations
        self.readings = readings
        self.identifiability = identifiability
        self.notes = notes
        self.provenance = provenance
    }

    /// Correlations of a covariance, row by row; of something without variance 1 with itself and 0 with others.
    ///
    /// Round-off may take a quotient beyond ±1 by its last digits; it is then ±1.
    ///
    /// - Parameter covariance: symmetric, `count` × `count`, row by row.
    public static func correlations(of covariance: [Double], count: Int) -> [[Double]] {
        (0..<count).map { row in
            (0..<count).map { column in
                guard row != column else { return 1 }
                let product = covariance[row * (count + 1)] * covariance[column * (count + 1)]
                guard product > 0 else { return 0 }
                return max(-1, min(1, covariance[row * count + column] / product.squareRoot()))
            }
        }
    }
}
