/// Names of signals in recordings, as vital signs.
///
/// The names are those of the MIMIC-III waveform database (doi:10.13026/c2607m), waveforms and numerics, and the standard
/// texts of EDF+ for electrocardiograms (`ECG II`); from memory.
enum SignalNames {
    /// Waveforms.
    static let waveforms: [String: String] = [
        "II": "MDC_ECG_ELEC_POTL_II", "MLII": "MDC_ECG_ELEC_POTL_II",
        "ECG II": "MDC_ECG_ELEC_POTL_II",
        "ABP": "MDC_PRESS_BLD_ART_ABP", "ART": "MDC_PRESS_BLD_ART_ABP",
        "PAP": "MDC_PRESS_BLD_ART_PULM",
    ]

    /// Values, some a second or a minute.
    static let values: [String: String] = [
        "HR": "MDC_ECG_HEART_RATE", "PULSE": "MDC_PULS_OXIM_PULS_RATE",
        "SPO2": "MDC_PULS_OXIM_SAT_O2", "%SPO2": "MDC_PULS_OXIM_SAT_O2",
        "ABPSYS": "MDC_PRESS_BLD_ART_ABP_SYS", "ABPDIAS": "MDC_PRESS_BLD_ART_ABP_DIA",
        "ABPMEAN": "MDC_PRESS_BLD_ART_ABP_MEAN", "PAPSYS": "MDC_PRESS_BLD_ART_PULM_SYS",
        "PAPDIAS": "MDC_PRESS_BLD_ART_PULM_DIA", "PAPMEAN": "MDC_PRESS_BLD_ART_PULM_MEAN",
        "CVP": "MDC_PRESS_BLD_VEN_CENT_MEAN",
    ]

    /// Units, as UCUM.
    static let units = ["mmHg": "mm[Hg]", "bpm": "/min", "pm": "/min", "/min": "/min"]

    /// Values come at most so often [1/s]; what comes more often is a waveform.
    static let fastestValue = 4.0

    /// The vital sign of a signal; nil where it is none.
    static func code(of name: String, perSecond: Double) -> String? {
        perSecond > fastestValue
            ? waveforms[name.uppercased()]
            : values[name.uppercased().filter { $0 != " " }]
    }
}
