import Quantities

/// Measurements that cannot all be true of one heart.
struct Contradictions {
    private let values: [String: LoopTarget]
    private let heartRate: Double?
    private let rateOfIntervals: Double?
    private let areOfGroups: Bool

    /// Noise that two measurements may differ by, in standard deviations.
    private static let tolerance = 3.0

    /// - `areOfGroups`: true for means of groups, which need not be of the same people: their strokes by volumes and by flow
    ///   may differ.
    init(
        _ targets: [LoopTarget], heartRate: Double?, rateOfIntervals: Double? = nil,
        areOfGroups: Bool = false
    ) {
        self.rateOfIntervals = rateOfIntervals
        self.areOfGroups = areOfGroups
        values = Dictionary(targets.map { ($0.quantity, $0) }, uniquingKeysWith: { a, _ in a })
        self.heartRate = heartRate
    }

    /// The contradictions, one sentence each.
    var all: [String] {
        var found: [String] = []
        for (low, high) in Self.ordered {
            guard let a = values[low], let b = values[high] else { continue }
            // The two ends of one pressure wave come from one instrument: order is beyond noise.
            if a.value >= b.value {
                found.append("\(low) (\(a.value.short)) is not below \(high) (\(b.value.short))")
            }
        }
        found += volumes + flow + shares
        if let heartRate, let rateOfIntervals,
            abs(heartRate - rateOfIntervals) > Self.rateTolerance * heartRate
        {
            found.append(
                "rr_interval is a rate of \(rateOfIntervals.short)/min, but heart_rate is "
                    + "\(heartRate.short)/min")
        }
        return found
    }

    private static let ordered = [
        ("diastolic_pressure", "systolic_pressure"),
        ("diastolic_pressure", "mean_arterial_pressure"),
        ("mean_arterial_pressure", "systolic_pressure"),
        ("pulmonary_diastolic_pressure", "pulmonary_systolic_pressure"),
        ("pulmonary_diastolic_pressure", "pulmonary_mean_pressure"),
        ("pulmonary_mean_pressure", "pulmonary_systolic_pressure"),
        ("rv_diastolic_pressure", "rv_systolic_pressure"),
        ("lv_end_systolic_volume", "lv_end_diastolic_volume"),
        ("rv_end_systolic_volume", "rv_end_diastolic_volume"),
    ]

    /// Waves whose rates are not the heart's or not each other's, beyond a twentieth.
    static func rates(of waves: [MeasuredWave], heartRate: Double?) -> [String] {
        let rates = waves.map { ($0.kind.rawValue, Units.minute / $0.period) }
        guard let first = heartRate.map({ ("heart_rate", $0) }) ?? rates.first else { return [] }
        return rates.filter { abs($0.1 - first.1) > rateTolerance * first.1 }.map {
            "\($0.0) beats at \($0.1.short)/min, but \(first.0) is \(first.1.short)/min"
        }
    }

    private static let rateTolerance = 0.05

    private var volumes: [String] {
        guard let end = values["lv_end_diastolic_volume"] else { return [] }
        var found: [String] = []
        if let least = values["lv_end_systolic_volume"],
            let fraction = values["lv_ejection_fraction"]
        {
            let implied = 100 * (1 - least.value / end.value)
            let noise = combined([
                fraction.deviation, 100 * least.deviation / end.value,
                100 * least.value * end.deviation / (end.value * end.value),
            ])
            if abs(implied - fraction.value) > Self.tolerance * noise {
                found.append(
                    "lv_ejection_fraction (\(fraction.value.short) %) does not match the volumes, "
                        + "which give \(implied.short) %")
            }
        }
        if let stroke = values["stroke_volume"],
            stroke.value - end.value > Self.tolerance * combined([stroke.deviation, end.deviation])
        {
            found.append(
                "stroke_volume (\(stroke.value.short) mL) is more than the ventricle holds "
                    + "(\(end.value.short) mL)")
        }
        return found
    }

    /// Strokes by volumes against strokes by flow, where no valve leaks.
    private var shares: [String] {
        guard !areOfGroups, values["mitral_regurgitant_fraction"] == nil, let emptied else {
            return []
        }
        var found: [String] = []
        if let stroke = values["stroke_volume"],
            abs(stroke.value - emptied.value)
                > Self.tolerance * combined([stroke.deviation, emptied.deviation])
        {
            found.append(
                "stroke_volume (\(stroke.value.short) mL) does not match \(emptied.source), which give "
                    + "\(emptied.value.short) mL")
        }
        if values["stroke_volume"] == nil, let output = values["cardiac_output"],
            let rate = heartRate
        {
            let implied = rate * emptied.value / 1000
            let noise = combined([output.deviation, rate * emptied.deviation / 1000])
            if abs(implied - output.value) > Self.tolerance * noise {
                found.append(
                    "cardiac_output (\(output.value.short) L/min) is not heart_rate times the stroke by "
                        + "\(emptied.source), \(implied.short) L/min; where a valve leaks, give "
                        + "mitral_regurgitant_fraction")
            }
        }
        return found
    }

    /// What the left ventricle empties into the aorta by its volumes [mL]; of two ways, the surer one.
    private var emptied: (value: Double, deviation: Double, source: String)? {
        guard let end = values["lv_end_diastolic_volume"] else { return nil }
        var ways: [(value: Double, deviation: Double, source: String)] = []
        if let least = values["lv_end_systolic_volume"] {
            ways.append(
                (
                    end.value - least.value, combined([end.deviation, least.deviation]),
                    "the left ventricle's volumes"
                ))
        }
        if let fraction = values["lv_ejection_fraction"] {
            ways.append(
                (
                    0.01 * fraction.value * end.value,
                    0.01
                        * combined([
                            fraction.value * end.deviation, end.value * fraction.deviation,
                        ]), "lv_end_diastolic_volume and lv_ejection_fraction"
                ))
        }
        return ways.min { $0.deviation < $1.deviation }
    }

    private var flow: [String] {
        guard let output = values["cardiac_output"], let rate = heartRate else { return [] }
        if let stroke = values["stroke_volume"] {
            let implied = rate * stroke.value / 1000
            let noise = combined([output.deviation, rate * stroke.deviation / 1000])
            if abs(implied - output.value) > Self.tolerance * noise {
                return [
                    "cardiac_output (\(output.value.short) L/min) is not heart_rate times "
                        + "stroke_volume, \(implied.short) L/min"
                ]
            }
        }
        if let end = values["lv_end_diastolic_volume"] {
            let stroke = 1000 * output.value / rate
            let noise = combined([1000 * output.deviation / rate, end.deviation])
            if stroke - end.value > Self.tolerance * noise {
                return [
                    "cardiac_output (\(output.value.short) L/min) at this heart_rate needs strokes "
                        + "of \(stroke.short) mL, more than the ventricle holds "
                        + "(\(end.value.short) mL)"
                ]
            }
        }
        return []
    }

    private func combined(_ deviations: [Double]) -> Double {
        deviations.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
}
