public import Patients
import Quantities
public import Reports

/// What is known of a patient, by the names of `MeasurementCards`: measurements of the file, and numbers of a stored run.
public struct PatientNumbers: Sendable {
    /// Whose.
    public let patient: String
    /// Value and unit of the card, by name.
    let values: [String: (value: Double, unit: Unit)]
    /// Names of those that come from the run.
    public let simulated: Set<String>

    /// Collects the numbers; what was measured goes before what was simulated.
    ///
    /// - Throws: `QuantityError` for units that do not fit.
    public init(of patient: Patient?, run: RunSummary?) throws {
        try self.init(
            patient?.subject.identifier ?? run?.patient ?? "",
            measurements: patient?.measurements ?? [:], run: run)
    }

    /// Collects the numbers of someone without a file.
    package init(
        _ patient: String, measurements: [String: Measurement], run: RunSummary?
    ) throws {
        self.patient = patient
        var values: [String: (value: Double, unit: Unit)] = [:]
        var simulated: Set<String> = []
        for number in run?.numbers ?? [] where number.value.isFinite {
            guard let name = Self.measured[number.identifier],
                let card = MeasurementCards.card(name)
            else { continue }
            let unit = try Unit(card.unit)
            values[name] = (try Unit(number.unit).convert(number.value, to: unit), unit)
            simulated.insert(name)
        }
        for (name, measurement) in measurements {
            guard let card = MeasurementCards.card(name), let first = measurement.values.first
            else { continue }
            let unit = try Unit(card.unit)
            values[name] = (try measurement.unit.convert(first, to: unit), unit)
            simulated.remove(name)
        }
        (self.values, self.simulated) = (values, simulated)
    }

    /// The measurement that a number of a run stands for.
    package static let measured = [
        "lvEDVML": "lv_end_diastolic_volume", "lvESVML": "lv_end_systolic_volume",
        "lvSVML": "stroke_volume", "lvEFPercent": "lv_ejection_fraction",
        "lvEDPMmHg": "lv_end_diastolic_pressure", "lvDPdtMaxMmHgPerS": "lv_max_pressure_rise",
        "rvEDVML": "rv_end_diastolic_volume", "rvESVML": "rv_end_systolic_volume",
        "rvSystolicMmHg": "rv_systolic_pressure", "rvEDPMmHg": "rv_end_diastolic_pressure",
        "aorticSystolicMmHg": "systolic_pressure", "aorticDiastolicMmHg": "diastolic_pressure",
        "aorticMeanMmHg": "mean_arterial_pressure",
        "paSystolicMmHg": "pulmonary_systolic_pressure",
        "paDiastolicMmHg": "pulmonary_diastolic_pressure",
        "paMeanMmHg": "pulmonary_mean_pressure", "laMeanMmHg": "left_atrial_pressure",
        "raMeanMmHg": "central_venous_pressure", "cardiacOutputLPerMin": "cardiac_output",
        "heartRatePerMin": "heart_rate", "eOverA": "mitral_e_a_ratio",
    ]
}
