/// When somebody is to be called: a vital sign that is likely to leave what it should keep to.
public struct AlarmRule: Sendable, Equatable {
    /// The level.
    public var threshold: Threshold
    /// Time ahead within which the crossing counts [s].
    public var within: Double
    /// Share of hearts that must cross for the alarm to go off [1]; exclusive.
    public var probability: Double

    /// Vital signs that forecasts tell, and their units as people write them.
    public static var codes: [(code: String, unit: String)] {
        zip(MonitorView.codes, MonitorView.words).map { ($0.0, $1) }
    }

    /// Sets a rule.
    public init(threshold: Threshold, within: Double, probability: Double) {
        self.threshold = threshold
        self.within = within
        self.probability = probability
    }

    /// MAP < 55 mmHg within a minute, in more than half of the hearts; the level from
    /// ``Threshold/arterial``, time and share are a choice.
    public static let standard = [AlarmRule(threshold: .arterial, within: 60, probability: 0.5)]
}

/// An alarm as it stands after a forecast.
public struct Alarm: Sendable, Equatable, Encodable {
    /// The rule in words, and the vital sign it is about.
    public var rule: String
    public var code: String
    /// Whether it goes off.
    public var isOn: Bool
    /// Share of hearts that cross within the rule's time [1].
    public var probability: Double
    /// What the forecast says of it.
    public var statement: String

    /// Judges a forecast that looks as far ahead as the rule or farther.
    public init(_ rule: AlarmRule, crossing: Forecast.Crossing, statement: String) {
        let side = rule.threshold.isUpper ? ">" : "<"
        let unit = MonitorView.unit(of: rule.threshold.code)
        self.rule =
            "\(rule.threshold.name) \(side) \(Self.short(rule.threshold.limit)) \(unit) within "
            + "\(Self.short(rule.within)) s, probability > \(Self.short(100 * rule.probability)) %"
        code = rule.threshold.code
        probability = crossing.probability(within: rule.within)
        isOn = probability > rule.probability
        self.statement = statement
    }

    private static func short(_ value: Double) -> String {
        value == value.rounded() ? "\(Int(value))" : "\(value)"
    }
}
