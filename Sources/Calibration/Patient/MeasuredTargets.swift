import Patients
import Quantities

/// What a patient's file says that the closed loop can show.
struct MeasuredTargets: Sendable {
    /// The measurements in the units of the readings.
    private(set) var targets: [LoopTarget] = []
    /// Heart rate [1/min], where it is known.
    private(set) var heartRate: Double?
    /// The rate by the RR interval [1/min], where that is known.
    private(set) var rateOfIntervals: Double?
    /// Its standard deviation, where it was given [1/min].
    private(set) var heartRateDeviation: Double?
    /// Names of targets with a usual uncertainty, for want of a given one.
    private(set) var assumed: Set<String> = []
    /// What was assumed or left out, one sentence each.
    private(set) var notes: [String] = []

    /// From the P wave to the QRS [ms], where it is known.
    private(set) var atrioventricularInterval: Double?

    /// Intervals of the electrocardiogram [ms], by name.
    private(set) var intervals: [String: Double] = [:]

    private static let ofTheHeart: Set<String> = ["qrs_duration", "qt_interval"]
    /// What is measured of patients that the model has no part for, and why.
    private static let ofNothing = [
        "respiratory_rate": "the closed loop that is fitted does not breathe"
    ]

    /// Collects measurements, by name.
    ///
    /// - Throws: ``CalibrationError/measurement(name:problem:)`` for a unit of another dimension.
    init(
        of measurements: [String: Measurement], readings: [(name: String, unit: String)]
    ) throws {
        for (name, measurement) in measurements.sorted(by: { $0.key < $1.key }) {
            guard !measurement.values.isEmpty else { continue }
            let given = measurement.values.reduce(0, +) / Double(measurement.values.count)
            func value(in unit: String) throws -> (value: Double, deviation: Double?) {
                do {
                    let wanted = try Unit(unit)
                    let zero = try measurement.unit.convert(0, to: wanted)
                    return (
                        try measurement.unit.convert(given, to: wanted),
                        try measurement.uncertainty.map {
                            try measurement.unit.convert($0, to: wanted) - zero
                        }
                    )
                } catch {
                    throw CalibrationError.measurement(name: name, problem: "\(error)")
                }
            }
            if let card = MeasurementCards.card(name) {
                try PossibleRange.require(try value(in: card.unit).value, of: name, unit: card.unit)
            }
            if name == "rr_interval" {
                // A rate that is measured as such comes first; whether both agree is asked of all measurements.
                let (interval, deviation) = try value(in: "ms")
                if let deviation, !(deviation > 0) {
                    throw CalibrationError.measurement(
                        name: name,
                        problem:
                            "an uncertainty of \(deviation.short) ms; it must be positive, or left out for an "
                            + "interval that is exact")
                }
                rateOfIntervals = Units.minute / interval
                if measurements["heart_rate"]?.values.isEmpty ?? true {
                    heartRate = rateOfIntervals
                    heartRateDeviation = deviation.map { Units.minute / interval * $0 / interval }
                }
            } else if name == "pr_interval" {
                let (interval, _) = try value(in: "ms")
                atrioventricularInterval = interval
                intervals[name] = interval
                notes.append(
                    "pr_interval: the atria contract by it, taken as it is; nothing else tells of their onset"
                )
            } else if let reason = Self.ofNothing[name] {
                notes.append("\(name) is not used: \(reason)")
            } else if name == "heart_rate" {
                (heartRate, heartRateDeviation) = try value(in: "1/min")
                if let deviation = heartRateDeviation, !(deviation > 0) {
                    throw CalibrationError.measurement(
                        name: name,
                        problem:
                            "an uncertainty of \(deviation.short)/min; it must be positive, or left out for a "
                            + "rate that is exact")
                }
            } else if let reading = readings.first(where: { $0.name == name }) {
                let (value, deviation) = try value(in: reading.unit)
                let usual = MeasurementPrecision.entry(name)
                if let deviation, !(deviation > 0) {
                    throw CalibrationError.measurement(
                        name: name,
                        problem: "an uncertainty of \(deviation.short) \(reading.unit); it must be "
                            + "positive, or left out for a usual one")
                }
                if deviation == nil {
                    assumed.insert(name)
                    notes.append(
                        "\(name): uncertainty not given; \(usual.deviation(of: value).short) "
                            + "\(reading.unit) taken (\(usual.source))")
                }
                targets.append(
                    LoopTarget(
                        name, value, deviation: deviation ?? usual.deviation(of: value)))
            } else {
                if Self.ofTheHeart.contains(name) { intervals[name] = try value(in: "ms").value }
                notes.append(
                    Self.ofTheHeart.contains(name)
                        ? "\(name) is not the loop's: calibrate --heart fits the three-dimensional heart to it"
                        : "\(name) is not used: the loop has no such number")
            }
        }
    }
}
