public import HeartModel
import Quantities

/// What the three-dimensional heart shows of what can be measured.
public enum HeartReadings {
    /// Identifiers of the heart's numbers by the names of measurements; the units of both agree in meaning and size.
    private static let identifiers = [
        "systolic_pressure": "aorticSystolicMmHg", "diastolic_pressure": "aorticDiastolicMmHg",
        "mean_arterial_pressure": "aorticMeanMmHg", "central_venous_pressure": "raMeanMmHg",
        "left_atrial_pressure": "laMeanMmHg", "lv_end_diastolic_pressure": "lvEDPMmHg",
        "rv_end_diastolic_pressure": "rvEDPMmHg", "rv_systolic_pressure": "rvSystolicMmHg",
        "pulmonary_systolic_pressure": "paSystolicMmHg",
        "pulmonary_diastolic_pressure": "paDiastolicMmHg", "pulmonary_mean_pressure": "paMeanMmHg",
        "cardiac_output": "cardiacOutputLPerMin", "stroke_volume": "lvSVML",
        "lv_ejection_fraction": "lvEFPercent", "lv_end_diastolic_volume": "lvEDVML",
        "lv_end_systolic_volume": "lvESVML", "rv_end_diastolic_volume": "rvEDVML",
        "rv_end_systolic_volume": "rvESVML", "lv_max_pressure_rise": "lvDPdtMaxMmHgPerS",
        "mitral_e_a_ratio": "eOverA", "aortic_mean_gradient": "aorticGradientMmHg",
        "mitral_regurgitant_fraction": "mitralRegurgitantPercent",
        "qrs_duration": "qrsDurationMs", "qt_interval": "qtIntervalMs",
        "lv_stroke_work": "lvStrokeWorkJ",
    ]
    /// Units of cards by those of the heart's numbers, where they differ.
    private static let factors = ["lv_stroke_work": Units.joule / (Units.mmHg * Units.mL)]

    /// Whether the heart has a number for a measurement.
    public static func knows(_ measurement: String) -> Bool { identifiers[measurement] != nil }

    /// The number for a measurement, in the unit of its card; nil where the beat has none.
    public static func value(_ measurement: String, in metrics: [HeartMetric]) -> Double? {
        let identifier = identifiers[measurement]
        return metrics.first { $0.identifier == identifier }.map {
            $0.value * (factors[measurement] ?? 1)
        }
    }
}
