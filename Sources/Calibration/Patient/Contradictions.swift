import Foundation
import Quantities

/// Measurements that cannot all be true of one heart.
struct Contradictions {
    private let values: [String: LoopTarget]
    private let heartRate: Double?
    private let rateOfIntervals: Double?
    private let areOfGroups: Bool
    private let assumed: Set<String>

    /// Noise that two measurements may differ by, and from which on that is told, in standard deviations.
    private static let tolerance = 3.0
    private static let doubtful = 2.0

    /// How far an ejection fraction may be off that of volumes where nobody says how sure any of them is: what two
    /// methods may differ by, assumed [%].
    private static let methodsDiffer = 20.0

    /// - `assumed`: names of those whose deviation is a usual one, nobody having said another.
    /// - `areOfGroups`: true for means of groups, which need not be of the same people: their strokes by volumes and by flow
    ///   may differ.
    init(
        _ targets: [LoopTarget], heartRate: Double?, rateOfIntervals: Double? = nil,
        areOfGroups: Bool = false, assumed: Set<String> = []
    ) {
        self.assumed = assumed
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
        found += disagreements.filter { $0.deviations > Self.tolerance }.map(\.sentence)
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
        ("rv_end_diastolic_pressure", "rv_systolic_pressure"),
        ("lv_end_systolic_volume", "lv_end_diastolic_volume"),
        ("rv_end_systolic_volume", "rv_end_diastolic_volume"),
    ]

    /// Intervals of the electrocardiogram [ms] that do not fit into one another or into a beat.
    static func intervals(_ intervals: [String: Double], heartRate: Double?) -> [String] {
        var found: [String] = []
        if let qrs = intervals["qrs_duration"], let qt = intervals["qt_interval"], qrs >= qt {
            found.append(
                "qrs_duration (\(qrs.short) ms) is not shorter than qt_interval (\(qt.short) ms)")
        }
        guard let beat = heartRate.map({ Units.minute / $0 }) else { return found }
        return found
            + ["pr_interval", "qt_interval"].compactMap { name in
                guard let interval = intervals[name], interval >= beat else { return nil }
                return
                    "\(name) (\(interval.short) ms) is not shorter than a beat (\(beat.short) ms)"
            }
    }

    /// Waves whose rates are not the heart's or not each other's, beyond a twentieth.
    static func rates(of waves: [MeasuredWave], heartRate: Double?) -> [String] {
        let rates = waves.map { ($0.kind.rawValue, Units.minute / $0.period) }
        guard let first = heartRate.map({ ("heart_rate", $0) }) ?? rates.first else { return [] }
        return rates.filter { abs($0.1 - first.1) > rateTolerance * first.1 }.map {
            "\($0.0) beats at \($0.1.short)/min, but \(first.0) is \(first.1.short)/min"
        }
    }

    private static let rateTolerance = 0.05

    /// Two numbers of one thing that differ.
    private struct Disagreement {
        var sentence: String
        /// How far they are apart, in standard deviations.
        var deviations: Double
    }

    private var disagreements: [Disagreement] { volumes + flow + shares }

    /// Disagreements that noise may explain but hardly does, one sentence each; none for means of groups.
    var doubts: [String] {
        guard !areOfGroups else { return [] }
        return disagreements.filter {
            $0.deviations > Self.doubtful && $0.deviations <= Self.tolerance
        }.map {
            "\($0.sentence): \(String(format: "%.1f", $0.deviations)) deviations apart, and all were used"
        }
    }

    private var volumes: [Disagreement] {
        guard let end = values["lv_end_diastolic_volume"] else { return [] }
        var found: [Disagreement] = []
        if let least = values["lv_end_systolic_volume"],
            let fraction = values["lv_ejection_fraction"]
        {
            let implied = 100 * (1 - least.value / end.value)
            let noise = combined([
                fraction.deviation, 100 * least.deviation / end.value,
                100 * least.value * end.deviation / (end.value * end.value),
            ])
            let distance = abs(implied - fraction.value)
            // Usual uncertainties take the three for independent, which those of one image are not.
            let isAssumed = assumed.isSuperset(of: [end, least, fraction].map(\.quantity))
            found.append(
                Disagreement(
                    sentence: "lv_ejection_fraction (\(fraction.value.short) %) does not match the "
                        + "volumes, which give \(implied.short) %",
                    deviations: max(
                        distance / noise,
                        isAssumed ? Self.tolerance * distance / Self.methodsDiffer : 0)))
        }
        if let stroke = values["stroke_volume"] {
            found.append(
                Disagreement(
                    sentence: "stroke_volume (\(stroke.value.short) mL) is more than the ventricle "
                        + "holds (\(end.value.short) mL)",
                    deviations: (stroke.value - end.value)
                        / combined([stroke.deviation, end.deviation])))
        }
        return found
    }

    /// Strokes by volumes against strokes by flow, where no valve leaks.
    private var shares: [Disagreement] {
        guard !areOfGroups, values["mitral_regurgitant_fraction"] == nil, let emptied else {
            return []
        }
        if let stroke = values["stroke_volume"] {
            return [
                Disagreement(
                    sentence: "stroke_volume (\(stroke.value.short) mL) does not match "
                        + "\(emptied.source), which give \(emptied.value.short) mL",
                    deviations: abs(stroke.value - emptied.value)
                        / combined([stroke.deviation, emptied.deviation]))
            ]
        }
        guard let output = values["cardiac_output"], let rate = heartRate else { return [] }
        let implied = rate * emptied.value / 1000
        return [
            Disagreement(
                sentence:
                    "cardiac_output (\(output.value.short) L/min) is not heart_rate times the stroke by "
                    + "\(emptied.source), \(implied.short) L/min; where a valve leaks, give "
                    + "mitral_regurgitant_fraction",
                deviations: abs(implied - output.value)
                    / combined([output.deviation, rate * emptied.deviation / 1000]))
        ]
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

    private var flow: [Disagreement] {
        guard let output = values["cardiac_output"], let rate = heartRate else { return [] }
        var found: [Disagreement] = []
        if let stroke = values["stroke_volume"] {
            let implied = rate * stroke.value / 1000
            found.append(
                Disagreement(
                    sentence:
                        "cardiac_output (\(output.value.short) L/min) is not heart_rate times "
                        + "stroke_volume, \(implied.short) L/min",
                    deviations: abs(implied - output.value)
                        / combined([output.deviation, rate * stroke.deviation / 1000])))
        }
        if let end = values["lv_end_diastolic_volume"] {
            let stroke = 1000 * output.value / rate
            found.append(
                Disagreement(
                    sentence:
                        "cardiac_output (\(output.value.short) L/min) at this heart_rate needs "
                        + "strokes of \(stroke.short) mL, more than the ventricle holds "
                        + "(\(end.value.short) mL)",
                    deviations: (stroke - end.value)
                        / combined([1000 * output.deviation / rate, end.deviation])))
        }
        return found
    }

    private func combined(_ deviations: [Double]) -> Double {
        deviations.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
}
