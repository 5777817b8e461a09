/// What beats of pressure waves say in the words of vital signs, for the estimator: of each line the values of its last beat.
public struct WaveformVitals: Sendable {
    private var arterial = WaveformBeats()
    private var pulmonary = WaveformBeats()
    private var rhythm = PulseRhythm()

    /// Codes of the waves that are read.
    public static let codes = ["MDC_PRESS_BLD_ART_ABP", "MDC_PRESS_BLD_ART_PULM"]

    /// Nothing was seen.
    public init() {}

    /// Takes samples of a wave.
    ///
    /// - Parameters:
    ///   - code: of ``codes``; others say nothing.
    ///   - last: time of the last sample [ms], and between two.
    /// - Returns: for each beat that ended, when [ms], and its values by code; of the arterial wave also its steepest rise
    ///   (``Upstroke``) and, where the line shows a pulse (`PulseRhythm`), the heart rate. Of noise nothing.
    public mutating func take(
        _ code: String, _ values: [Double], last: Double, period: Double
    ) -> [(end: Double, values: [String: Double])] {
        switch code {
        case "MDC_PRESS_BLD_ART_ABP":
            arterial.take(values, last: last, period: period).compactMap { beat in
                let isTrusted = rhythm.take(beat)
                guard PulseRhythm.isPulse(beat) else { return nil }
                var values = [
                    "MDC_PRESS_BLD_ART_ABP_SYS": beat.systolic,
                    "MDC_PRESS_BLD_ART_ABP_DIA": beat.diastolic,
                    "MDC_PRESS_BLD_ART_ABP_MEAN": beat.mean,
                ]
                values[Upstroke.name] = beat.upstroke
                if isTrusted { values["MDC_ECG_HEART_RATE"] = 60_000 / beat.length }
                return (beat.end, values)
            }
        case "MDC_PRESS_BLD_ART_PULM":
            pulmonary.take(values, last: last, period: period).filter(PulseRhythm.isPulse).map {
                beat in
                (
                    beat.end,
                    [
                        "MDC_PRESS_BLD_ART_PULM_SYS": beat.systolic,
                        "MDC_PRESS_BLD_ART_PULM_DIA": beat.diastolic,
                        "MDC_PRESS_BLD_ART_PULM_MEAN": beat.mean,
                    ]
                )
            }
        default: []
        }
    }
}
