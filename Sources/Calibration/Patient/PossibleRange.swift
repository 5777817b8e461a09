import Circulation
import Patients
import Quantities

/// What a measurement can be at all in a living human: beyond, a sign, a unit or a digit is wrong.
///
/// Far outside any disease on purpose; all bounds are assumed. Whether a value is usual is asked by `hearttwin inspect`.
enum PossibleRange {
    /// The bounds of a measurement, in the unit of its card; nil where none are known.
    static func of(_ name: String) -> ClosedRange<Double>? {
        if let range = named[name] { return range }
        guard let card = MeasurementCards.card(name) else { return nil }
        return units[card.unit]
    }

    private static let named: [String: ClosedRange<Double>] = [
        "heart_rate": LoopParameters.cardsByName[LoopParameters.prefix + "heartRate"]?.range
            ?? 1...1000,
        "systolic_pressure": 20...400, "mean_arterial_pressure": 10...350,
        "diastolic_pressure": 5...300, "rv_systolic_pressure": 2...250,
        "pulmonary_systolic_pressure": 2...250, "pulmonary_mean_pressure": 1...200,
        "pulmonary_diastolic_pressure": 0...150, "aortic_mean_gradient": 0...300,
        "lv_outflow_gradient": 0...300,
        "lv_ejection_fraction": 1...95, "mitral_e_a_ratio": 0.05...30,
        "rr_interval": 250...3000, "qrs_duration": 20...400, "qt_interval": 100...900,
        "pr_interval": 60...400,
    ]

    private static let units: [String: ClosedRange<Double>] = [
        "mm[Hg]": -20...100, "mL": 1...2000, "L/min": 0.1...50, "%": 0...100,
        "mm[Hg]/s": 10...20_000, "mm[Hg].mL": 10...200_000,
    ]

    /// Throws for a value outside.
    ///
    /// - Throws: ``CalibrationError/measurement(name:problem:)``.
    static func require(_ value: Double, of name: String, unit: String) throws(CalibrationError) {
        guard let range = of(name), !range.contains(value) else { return }
        throw .measurement(
            name: name,
            problem:
                "\(value.short) \(unit) is impossible; allowed are \(range.lowerBound.short) to "
                + "\(range.upperBound.short) \(unit). Check sign, unit and digits")
    }
}
