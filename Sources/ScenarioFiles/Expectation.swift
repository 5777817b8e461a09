import Documents
import Quantities
import Scenarios

/// How a number of the treated heart should compare with that of the untreated one.
public struct Expectation: Sendable, Equatable {
    /// How the two are compared.
    public enum Change: String, Sendable, CaseIterable {
        /// Treated minus untreated, relative to untreated [%].
        case relative
        /// Treated minus untreated, in the metric's unit.
        case absolute
        /// The treated number itself, in the metric's unit.
        case after
    }

    /// Identifier of the number in summary.json.
    public var metric: String
    /// How the two are compared.
    public var change: Change
    /// The band, in % or in ``unit``.
    public var band: ClosedRange<Double>
    /// Unit of the band.
    public var unit: String
    /// Who found it.
    public var source: String
    /// What was given to those it was found in; nil where the file does not say.
    public var dose: StudiedDose?
    /// The number in them before treatment, and its unit; nil where the file does not say.
    public var baseline: Baseline?

    /// The lowest and highest number of people before treatment.
    public struct Baseline: Sendable, Equatable {
        /// In ``unit``.
        public var range: ClosedRange<Double>
        /// One that the metric's converts to.
        public var unit: String

        /// Describes people.
        public init(_ range: ClosedRange<Double>, unit: String) {
            self.range = range
            self.unit = unit
        }
    }

    /// Expects a change.
    public init(
        metric: String, change: Change, band: ClosedRange<Double>, unit: String, source: String
    ) {
        self.metric = metric
        self.change = change
        self.band = band
        self.unit = unit
        self.source = source
    }

    /// Reads one `[[expect]]` of a scenario file.
    ///
    /// - Throws: `DocumentError`.
    init(_ section: TOMLSection, of interventions: [InterventionCall]) throws {
        try section.check(known: [
            "metric", "change", "low", "high", "source", "dose", "dose-low", "dose-high",
            "baseline-low", "baseline-high",
        ])
        guard let change = try section.choice("change", as: Change.self) else {
            throw section.error("change", "is missing")
        }
        let low = try section.quantity("low", like: change == .relative ? Unit("%") : nil)
        let high = try section.quantity("high", like: low.unit).value(in: low.unit)
        guard low.value <= high else {
            throw section.error("low", "= \(low) is above high, \(high.short) \(low.unit.symbol)")
        }
        self.init(
            metric: try section.string("metric"), change: change, band: low.value...high,
            unit: low.unit.symbol, source: try section.string("source"))
        dose = try StudiedDose(section, of: interventions)
        if section.has("baseline-low") || section.has("baseline-high") {
            let unit = try section.quantity("baseline-low", like: nil).unit
            baseline = Baseline(
                try section.range("baseline-low", "baseline-high", like: nil, in: unit),
                unit: unit.symbol)
        }
    }

    /// What a comparison says of the expectation.
    public enum Verdict: String, Sendable, Codable {
        /// Inside the band.
        case inside
        /// Outside the band, but on its side of no change.
        case outside
        /// The band is on one side of no change, the result on the other.
        case wrongDirection = "wrong direction"
    }

    /// The observed change, in the unit of the band.
    public func observed(untreated: Double, treated: Double) -> Double {
        switch change {
        case .relative: 100 * (treated - untreated) / abs(untreated)
        case .absolute: treated - untreated
        case .after: treated
        }
    }

    /// Which way the number should move: 1 up, −1 down; nil where the band is on both sides of no change or says nothing of it.
    public var direction: Double? {
        guard change != .after, band.lowerBound * band.upperBound > 0 else { return nil }
        return band.lowerBound > 0 ? 1 : -1
    }

    /// Judges two numbers, both in ``unit`` where that is not %.
    public func verdict(untreated: Double, treated: Double) -> Verdict {
        let value = observed(untreated: untreated, treated: treated)
        if band.contains(value) { return .inside }
        return direction.map { $0 * value < 0 } == true ? .wrongDirection : .outside
    }
}
