/// The measurements the model knows, in the order of reports.
public enum MeasurementCards {
    /// All of them.
    public static let all: [MeasurementCard] = rhythm + pressures + volumes

    /// The card of a name.
    public static func card(_ name: String) -> MeasurementCard? { all.first { $0.name == name } }

    private static let leeuwen = "van Leeuwen 2015, as in BioGears CardiovascularValidation.csv"
    private static let edwards = "Edwards Lifesciences, normal hemodynamic parameters (2009)"
    private static let electrocardiogram =
        "UK Biobank, median +- 2 SD from the interquartile range (SD = IQR/1.349)"
    private static let resonance =
        "Kawel-Boehm 2015, papillary muscles counted as wall, mean +- 2 SD, PMC7758747 table 3"
    private static let biobank =
        "Petersen 2017, J. Cardiovasc. Magn. Reson. 19:18, doi:10.1186/s12968-017-0327-9"

    private static let assumed = "assumed, wide; no table read"

    private static let rhythm = [
        MeasurementCard(
            "heart_rate", "Heart rate at rest", unit: "1/min", normal: 50...90,
            source: "Spodick 1992, Am. J. Cardiol. 69:1245, doi:10.1016/0002-9149(92)90947-W"),
        MeasurementCard(
            "qrs_duration", "Duration of the QRS complex", unit: "ms", normal: 57...117,
            source: electrocardiogram),
        MeasurementCard(
            "qt_interval", "QT interval", unit: "ms", normal: 338...459, source: electrocardiogram),
        MeasurementCard(
            "pr_interval", "PR interval", unit: "ms", normal: 120...200,
            source: "usual limits of the electrocardiogram, from memory"),
        MeasurementCard(
            "rr_interval", "Mean RR interval at rest", unit: "ms", normal: 667...1200,
            source: "the heart rate's range, in durations"),
        MeasurementCard(
            "respiratory_rate", "Breaths at rest", unit: "1/min", normal: 12...20,
            source: "usual limits of adults at rest, from memory"),
    ]

    private static let pressures = [
        pressure("systolic_pressure", "Systolic arterial pressure", 100...140, leeuwen),
        pressure("diastolic_pressure", "Diastolic arterial pressure", 60...90, leeuwen),
        pressure("mean_arterial_pressure", "Mean arterial pressure", 70...105, leeuwen),
        pressure("central_venous_pressure", "Central venous pressure", 2...6, leeuwen),
        pressure("left_atrial_pressure", "Mean left atrial or wedge pressure", 4...12, leeuwen),
        pressure("lv_end_diastolic_pressure", "LV end-diastolic pressure", 4...12, edwards),
        pressure("rv_end_diastolic_pressure", "RV end-diastolic pressure", 2...8, edwards),
        pressure("rv_systolic_pressure", "RV systolic pressure", 15...30, edwards),
        pressure(
            "rv_diastolic_pressure", "Lowest RV pressure", 0...8,
            "2 to 8 at end-diastole, Edwards Lifesciences (2009); from 0 assumed"),
        pressure("pulmonary_systolic_pressure", "Systolic pulmonary pressure", 15...30, edwards),
        pressure("pulmonary_diastolic_pressure", "Diastolic pulmonary pressure", 4...15, edwards),
        pressure("pulmonary_mean_pressure", "Mean pulmonary pressure", 9...18, edwards),
        pressure(
            "aortic_mean_gradient", "Mean pressure drop over the open aortic valve", 0...10, assumed
        ),
        pressure(
            "lv_outflow_gradient", "LV peak pressure above that of the aortic root", 0...10,
            assumed),
        MeasurementCard(
            "lv_max_pressure_rise", "Steepest rise of LV pressure, dP/dt max", unit: "mm[Hg]/s",
            normal: 900...2000, source: assumed),
        MeasurementCard(
            "lv_stroke_work", "Area of the LV pressure\u{2013}volume loop", unit: "mm[Hg].mL",
            normal: 4000...12_000, source: assumed),
    ]

    private static let volumes = [
        MeasurementCard(
            "cardiac_output", "Cardiac output", unit: "L/min", normal: 4...8, source: edwards),
        MeasurementCard(
            "stroke_volume", "Stroke volume", unit: "mL", female: 57...117, male: 72...144,
            source: resonance),
        MeasurementCard(
            "lv_ejection_fraction", "LV ejection fraction", unit: "%", female: 51...70,
            male: 48...68, source: biobank),
        MeasurementCard(
            "lv_end_diastolic_volume", "LV end-diastolic volume", unit: "mL", female: 86...178,
            male: 106...214, source: resonance),
        MeasurementCard(
            "lv_end_systolic_volume", "LV end-systolic volume", unit: "mL", female: 22...66,
            male: 26...82, source: resonance),
        MeasurementCard(
            "rv_end_diastolic_volume", "RV end-diastolic volume", unit: "mL", female: 85...166,
            male: 85...250, source: biobank + " (women); upper end for men assumed"),
        MeasurementCard(
            "rv_end_systolic_volume", "RV end-systolic volume", unit: "mL", female: 27...77,
            male: 27...130, source: biobank + " (women); upper end for men assumed"),
        MeasurementCard(
            "left_atrial_volume", "Largest volume of the left atrium", unit: "mL",
            normal: 20...110, source: assumed),
        MeasurementCard(
            "mitral_e_a_ratio", "Early to late peak of mitral flow", unit: "1", normal: 0.8...2,
            source: "Nagueh 2016, doi:10.1016/j.echo.2016.01.011"),
        MeasurementCard(
            "mitral_atrial_share", "Share of left ventricular filling after the atrium contracts",
            unit: "%", normal: 12...46,
            source: "41 normal subjects, 20 to 80 years, Kuo et al. 1987, PMID 2953229 (abstract)"),
        MeasurementCard(
            "mitral_regurgitant_fraction", "Backward share of the flow through the mitral valve",
            unit: "%", normal: 0...10, source: assumed),
        MeasurementCard(
            "lv_mass", "LV mass", unit: "g", female: 56...140, male: 92...176, source: resonance),
    ]

    private static func pressure(
        _ name: String, _ summary: String, _ normal: ClosedRange<Double>, _ source: String
    ) -> MeasurementCard {
        MeasurementCard(name, summary, unit: "mm[Hg]", normal: normal, source: source)
    }
}
