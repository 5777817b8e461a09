/// One judged number of a verification case.
public struct Check: Sendable, Equatable, Codable {
    /// What was measured.
    public var name: String
    /// Unit of all values, "1" when dimensionless.
    public var unit: String
    /// Our value.
    public var observed: Double
    /// The published or exact value, where there is one.
    public var expected: Double?
    /// Lowest accepted value; nil when open below.
    public var low: Double?
    /// Highest accepted value; nil when open above.
    public var high: Double?
    /// False for a number that is reported without being judged.
    public var gated: Bool
    /// True when the observed value is finite and inside the band, or not judged.
    public var passed: Bool
    /// The individuals behind a number of agreement; not among what JSON holds.
    public var pairs: [MeasuredPair] = []

    private enum CodingKeys: CodingKey {
        case name, unit, observed, expected, low, high, gated, passed
    }

    /// A number judged against a band.
    public init(
        _ name: String, unit: String, observed: Double, expected: Double? = nil, low: Double? = nil,
        high: Double? = nil, gated: Bool = true
    ) {
        self.name = name
        self.unit = unit
        self.observed = observed
        self.expected = expected
        self.low = low
        self.high = high
        self.gated = gated
        let inside = observed >= (low ?? -.infinity) && observed <= (high ?? .infinity)
        self.passed = !gated || (observed.isFinite && inside)
    }

    /// A number judged by its distance from an expected value.
    public init(
        _ name: String, unit: String, observed: Double, expected: Double, tolerance: Double
    ) {
        self.init(
            name, unit: unit, observed: observed, expected: expected, low: expected - tolerance,
            high: expected + tolerance)
    }
}
