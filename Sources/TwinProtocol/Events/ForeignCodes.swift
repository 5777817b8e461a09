/// Vital signs and units under the names of other standards.
///
/// LOINC and ISO/IEEE 11073-10101 codes as the profiles of HL7 FHIR R4 (vital signs) and of the German medical
/// informatics initiative (module ICU) pair them; the numbers of 11073-10101 are those of its partition 2 (128 ×
/// 1024 and on). Blood pressure of no stated method counts as arterial, which is the only one that a twin has.
enum ForeignCodes {
    /// LOINC to reference identifiers, sorted.
    static let loinc: [String: String] = [
        "2708-6": "MDC_PULS_OXIM_SAT_O2",
        "59408-5": "MDC_PULS_OXIM_SAT_O2",
        "60985-9": "MDC_PRESS_BLD_VEN_CENT_MEAN",
        "76213-8": "MDC_PRESS_BLD_ART_ABP_DIA",
        "76214-6": "MDC_PRESS_BLD_ART_ABP_MEAN",
        "76215-3": "MDC_PRESS_BLD_ART_ABP_SYS",
        "76282-3": "MDC_ECG_HEART_RATE",
        "8385-7": "MDC_PRESS_BLD_ART_PULM_DIA",
        "8414-5": "MDC_PRESS_BLD_ART_PULM_MEAN",
        "8440-0": "MDC_PRESS_BLD_ART_PULM_SYS",
        "8462-4": "MDC_PRESS_BLD_ART_ABP_DIA",
        "8478-0": "MDC_PRESS_BLD_ART_ABP_MEAN",
        "8480-6": "MDC_PRESS_BLD_ART_ABP_SYS",
        "8867-4": "MDC_ECG_HEART_RATE",
        "8889-8": "MDC_PULS_OXIM_PULS_RATE",
    ]

    /// LOINC codes of panels, whose values are in their components: blood pressure.
    static let panels: Set<String> = ["85354-9"]

    /// Numbers of ISO/IEEE 11073-10101, context-free, to reference identifiers. A central venous pressure without
    /// a word on which (150084) is a mean.
    static let numbers: [String: String] = [
        "131330": "MDC_ECG_ELEC_POTL_II",
        "147842": "MDC_ECG_HEART_RATE",
        "149530": "MDC_PULS_OXIM_PULS_RATE",
        "150036": "MDC_PRESS_BLD_ART_ABP",
        "150037": "MDC_PRESS_BLD_ART_ABP_SYS",
        "150038": "MDC_PRESS_BLD_ART_ABP_DIA",
        "150039": "MDC_PRESS_BLD_ART_ABP_MEAN",
        "150044": "MDC_PRESS_BLD_ART_PULM",
        "150045": "MDC_PRESS_BLD_ART_PULM_SYS",
        "150046": "MDC_PRESS_BLD_ART_PULM_DIA",
        "150047": "MDC_PRESS_BLD_ART_PULM_MEAN",
        "150084": "MDC_PRESS_BLD_VEN_CENT_MEAN",
        "150087": "MDC_PRESS_BLD_VEN_CENT_MEAN",
        "150456": "MDC_PULS_OXIM_SAT_O2",
    ]

    /// Spellings of the units of vital signs, as UCUM: a number of beats or breaths is an annotation there and
    /// changes nothing; the others are units of 11073-10101.
    static let units: [String: String] = [
        "1/min": "/min", "{beats}/min": "/min", "{beat}/min": "/min", "{Beats}/min": "/min",
        "MDC_DIM_BEAT_PER_MIN": "/min",
        "MDC_DIM_MILLI_VOLT": "mV",
        "MDC_DIM_MMHG": "mm[Hg]",
        "MDC_DIM_PERCENT": "%",
    ]

    /// How LOINC and 11073-10101 are called in FHIR.
    static let loincSystem = "http://loinc.org"
    static let numberSystem = "urn:iso:std:iso:11073:10101"
    static let unitSystem = "http://unitsofmeasure.org"
}
