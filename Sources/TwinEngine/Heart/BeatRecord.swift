/// What a beat of the twin was like, in the units of monitors.
public struct BeatRecord: Sendable, Equatable, BitwiseCopyable {
    /// Number of the beat, and the step at which it ended.
    public var number: UInt64 = 0
    public var step: UInt64 = 0
    /// Heart rate [1/min].
    public var heartRate = 0.0
    /// Pressures at the roots of aorta and pulmonary artery [mmHg].
    public var arterialMean = 0.0
    public var arterialSystolic = 0.0
    public var arterialDiastolic = 0.0
    public var pulmonaryMean = 0.0
    public var pulmonarySystolic = 0.0
    public var pulmonaryDiastolic = 0.0
    /// Mean pressures of the atria [mmHg].
    public var centralVenousMean = 0.0
    public var leftAtrialMean = 0.0
    /// Left ventricle at the onset of the QRS and at its smallest [mL], its pressure at that onset [mmHg].
    public var endDiastolicVolume = 0.0
    public var endSystolicVolume = 0.0
    public var endDiastolicPressure = 0.0
    /// Net volume through the aortic valve [mL], per minute [L/min].
    public var strokeVolume = 0.0
    public var cardiacOutput = 0.0
    /// Solver faults since the start: steps that failed and were taken back.
    public var faults: UInt64 = 0

    /// Makes an empty record.
    public init() {}

    /// Share of the end-diastolic volume that is ejected [1].
    public var ejectionFraction: Double {
        (endDiastolicVolume - endSystolicVolume) / endDiastolicVolume
    }

    /// The value that a vital sign measures; NaN for those that the twin does not have.
    public func value(of code: String) -> Double {
        switch code {
        case "MDC_ECG_HEART_RATE", "MDC_PULS_OXIM_PULS_RATE": heartRate
        case "MDC_PRESS_BLD_ART_ABP_MEAN": arterialMean
        case "MDC_PRESS_BLD_ART_ABP_SYS": arterialSystolic
        case "MDC_PRESS_BLD_ART_ABP_DIA": arterialDiastolic
        case "MDC_PRESS_BLD_ART_PULM_MEAN": pulmonaryMean
        case "MDC_PRESS_BLD_ART_PULM_SYS": pulmonarySystolic
        case "MDC_PRESS_BLD_ART_PULM_DIA": pulmonaryDiastolic
        case "MDC_PRESS_BLD_VEN_CENT_MEAN": centralVenousMean
        default: .nan
        }
    }
}
