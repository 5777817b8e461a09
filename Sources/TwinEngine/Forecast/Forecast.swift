import Numerics
import Quantities

/// What the next minute may bring, from the live state on: quantiles over equally likely hearts.
public struct Forecast: Sendable, Encodable {
    /// A vital sign over time.
    public struct Curve: Sendable, Encodable {
        /// Code and unit as in events.
        public var code: String
        public var unit: String
        /// Quantiles 5, 50 and 95 % at ``Forecast/seconds``.
        public var low: [Double]
        public var median: [Double]
        public var high: [Double]

        package init(
            code: String, unit: String, low: [Double], median: [Double], high: [Double]
        ) {
            self.code = code
            self.unit = unit
            self.low = low
            self.median = median
            self.high = high
        }
    }

    /// The step of the twin from which it looks ahead.
    public var step: UInt64
    /// What was assumed to be done: interventions as text; nothing for a forecast.
    public var interventions: [String]
    /// Number of hearts.
    public var hearts: Int
    /// Hearts that could not be computed to the end.
    public var failed: Int
    /// Times ahead [s].
    public var seconds: [Double]
    /// The vital signs.
    public var curves: [Curve]
    /// What is said of thresholds.
    public var statements: [String]
    /// The same for programs.
    public var crossings: [Crossing]
    /// Time it took [ms].
    public var milliseconds: Double

    package init(
        step: UInt64, interventions: [String], hearts: Int, failed: Int, seconds: [Double],
        curves: [Curve], statements: [String], crossings: [Crossing], milliseconds: Double
    ) {
        self.step = step
        self.interventions = interventions
        self.hearts = hearts
        self.failed = failed
        self.seconds = seconds
        self.curves = curves
        self.statements = statements
        self.crossings = crossings
        self.milliseconds = milliseconds
    }

    /// When a vital sign leaves what it should keep to.
    public struct Crossing: Sendable, Encodable {
        /// The vital sign and the threshold, in its unit: it falls below it or rises above it.
        public var code: String
        public var below: Double?
        public var above: Double?
        /// Share of hearts that cross within the time looked ahead [1].
        public var probability: Double
        /// Quantiles 5, 50, 95 % of the time until then [s]; of those hearts that cross.
        public var low: Double?
        public var median: Double?
        public var high: Double?
        /// The times themselves [s], and the number of hearts with those that do not cross.
        var moments: [Double]
        var hearts: Int

        private enum CodingKeys: String, CodingKey {
            case code, below, above, probability, low, median, high
        }

        /// Share of hearts that cross within a time [s].
        public func probability(within time: Double) -> Double {
            Double(moments.count { $0 <= time }) / Double(max(hearts, 1))
        }
    }
}

/// A level that a vital sign should not fall below, or not rise above.
public struct Threshold: Sendable, Equatable {
    /// Code as in events, name for people, value in the unit of the code.
    public var code: String
    public var name: String
    public var limit: Double
    /// Whether it should not rise above it.
    public var isUpper: Bool

    /// Sets a level to stay above.
    public init(code: String, name: String, below: Double) {
        self.init(code: code, name: name, limit: below, isUpper: false)
    }

    /// Sets a level to keep to.
    public init(code: String, name: String, limit: Double, isUpper: Bool) {
        self.code = code
        self.name = name
        self.limit = limit
        self.isUpper = isUpper
    }

    /// Whether a value is on the wrong side.
    public func isCrossed(by value: Double) -> Bool { isUpper ? value > limit : value < limit }

    /// Mean arterial pressure under 55 mmHg: below it organs lose their perfusion.
    ///
    /// Source: Walsh et al., *Anesthesiology* 119 (2013) 507–515, doi:10.1097/ALN.0b013e3182a10e26:
    /// kidney and heart are injured more often after minutes below 55 mmHg.
    public static let arterial = Threshold(
        code: "MDC_PRESS_BLD_ART_ABP_MEAN", name: "MAP", below: 55)
}
