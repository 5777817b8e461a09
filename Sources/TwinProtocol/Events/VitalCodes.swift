/// Every vital sign that the twin hears, sorted by code.
///
/// Codes are reference identifiers of ISO/IEEE 11073-10101 as public monitor gateways use them. Ranges, jumps
/// and rates are assumed: wide enough for the sickest patient, narrow enough for artefacts (a flushed line, a
/// lead that fell off).
public enum VitalCodes {
    /// The registry.
    public static let all: [VitalCode] = [
        VitalCode(
            "MDC_ECG_ELEC_POTL_II", "ECG, lead II", unit: "mV", range: -20...20, jump: 40, rate: 0,
            isWaveform: true),
        VitalCode(
            "MDC_ECG_HEART_RATE", "heart rate by ECG", unit: "/min", range: 25...220, jump: 60,
            rate: 20),
        VitalCode(
            "MDC_PRESS_BLD_ART_ABP", "arterial pressure", unit: "mm[Hg]", range: -30...350,
            jump: 380, rate: 0, isWaveform: true),
        VitalCode(
            "MDC_PRESS_BLD_ART_ABP_DIA", "diastolic arterial pressure", unit: "mm[Hg]",
            range: 5...200, jump: 40, rate: 15),
        VitalCode(
            "MDC_PRESS_BLD_ART_ABP_MEAN", "mean arterial pressure", unit: "mm[Hg]",
            range: 10...250, jump: 40, rate: 15),
        VitalCode(
            "MDC_PRESS_BLD_ART_ABP_SYS", "systolic arterial pressure", unit: "mm[Hg]",
            range: 15...300, jump: 60, rate: 20),
        VitalCode(
            "MDC_PRESS_BLD_ART_PULM", "pulmonary arterial pressure", unit: "mm[Hg]",
            range: -30...200, jump: 230, rate: 0, isWaveform: true),
        VitalCode(
            "MDC_PRESS_BLD_ART_PULM_DIA", "diastolic pulmonary arterial pressure",
            unit: "mm[Hg]", range: 0...80, jump: 15, rate: 5),
        VitalCode(
            "MDC_PRESS_BLD_ART_PULM_MEAN", "mean pulmonary arterial pressure", unit: "mm[Hg]",
            range: 2...100, jump: 15, rate: 5),
        VitalCode(
            "MDC_PRESS_BLD_ART_PULM_SYS", "systolic pulmonary arterial pressure",
            unit: "mm[Hg]", range: 5...150, jump: 25, rate: 8),
        VitalCode(
            "MDC_PRESS_BLD_VEN_CENT_MEAN", "mean central venous pressure", unit: "mm[Hg]",
            range: -10...60, jump: 10, rate: 3),
        VitalCode(
            "MDC_PULS_OXIM_PULS_RATE", "pulse rate by oximetry", unit: "/min", range: 25...220,
            jump: 60, rate: 20),
        VitalCode(
            "MDC_PULS_OXIM_SAT_O2", "arterial oxygen saturation by oximetry", unit: "%",
            range: 30...100, jump: 20, rate: 5),
    ]
}
