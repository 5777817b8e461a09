/// A measurement the model can use: its name in the file, unit and normal range.
public struct MeasurementCard: Sendable, Equatable {
    /// Name in `/hearttwin/measurements`.
    public var name: String
    /// One line for people.
    public var summary: String
    /// Unit of the range; a file may use any of its dimension.
    public var unit: String
    /// Normal in adult women.
    public var female: ClosedRange<Double>
    /// Normal in adult men.
    public var male: ClosedRange<Double>
    /// Citation of the range.
    public var source: String

    /// Describes a measurement with one range for both sexes.
    public init(
        _ name: String, _ summary: String, unit: String, normal: ClosedRange<Double>, source: String
    ) {
        self.init(name, summary, unit: unit, female: normal, male: normal, source: source)
    }

    /// Describes a measurement.
    public init(
        _ name: String, _ summary: String, unit: String, female: ClosedRange<Double>,
        male: ClosedRange<Double>, source: String
    ) {
        self.name = name
        self.summary = summary
        self.unit = unit
        self.female = female
        self.male = male
        self.source = source
    }

    /// The normal range for a sex; of both when it is unknown.
    public func normal(for sex: Subject.Sex) -> ClosedRange<Double> {
        switch sex {
        case .female: female
        case .male: male
        case .unknown:
            min(female.lowerBound, male.lowerBound)...max(female.upperBound, male.upperBound)
        }
    }

    /// How a value compares with the normal range.
    public enum Plausibility: String, Sendable, Encodable {
        /// Inside.
        case normal
        /// Outside by at most a factor of three: disease, exercise, a child.
        case unusual
        /// Farther: most likely a wrong unit or a typing error.
        case implausible
    }

    /// Compares a value in ``unit``.
    public func plausibility(of value: Double, for sex: Subject.Sex) -> Plausibility {
        let range = normal(for: sex)
        if range.contains(value) { return .normal }
        // Confused units differ by more: kPa and mmHg by 7.5, litres and millilitres by 1000.
        let factor = 3.0
        let isNear = value >= range.lowerBound / factor && value <= range.upperBound * factor
        return isNear ? .unusual : .implausible
    }
}
