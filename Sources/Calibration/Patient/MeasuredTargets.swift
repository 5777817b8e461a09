import Patients
import Quantities

/// What a patient's file says that the closed loop can show.
struct MeasuredTargets: Sendable {
    /// The measurements in the units of the readings.
    private(set) var targets: [LoopTarget] = []
    /// Heart rate [1/min], where it is known.
    private(set) var heartRate: Double?
    /// Its standard deviation, where it was given [1/min].
    private(set) var heartRateDeviation: Double?
    /// What was assumed or left out, one sentence each.
    private(set) var notes: [String] = []

    private static let ofTheHeart: Set<String> = ["qrs_duration"]

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
            if name == "heart_rate" {
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
                    notes.append(
                        "\(name): uncertainty not given; \(usual.deviation(of: value).short) "
                            + "\(reading.unit) taken (\(usual.source))")
                }
                targets.append(
                    LoopTarget(
                        name, value, deviation: deviation ?? usual.deviation(of: value)))
            } else {
                notes.append(
                    Self.ofTheHeart.contains(name)
                        ? "\(name) is not the loop's: calibrate --heart fits conduction to it"
                        : "\(name) is not used: the loop has no such number")
            }
        }
    }
}
