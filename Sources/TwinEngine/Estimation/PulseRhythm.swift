/// Whether beats that were found in a wave of arterial pressure are those of a heart, so that their rate may be told.
///
/// A line that is cut off, clamped or open shows a flat curve or noise, in which something is always found. A beat counts where its wave
/// is a curve and not noise (``WaveformBeats/Beat/roughness`` below 0.7) and its pulse pressure at least 10 mmHg; the rate where of the last five
/// beats at least four count and are within 35 % of their median, as those of atrial fibrillation mostly are. All limits are assumed.
struct PulseRhythm {
    private static let mostRoughness = 0.7
    private static let leastPulse = 10.0
    private static let memory = 5
    private static let least = 4
    private static let tolerance = 0.35

    /// Lengths of the last beats [ms]; nil for those that do not count.
    private var lengths: [Double?] = []

    /// Whether something found in a wave is a curve that rises and falls.
    static func isPulse(_ beat: WaveformBeats.Beat) -> Bool { beat.roughness < mostRoughness }

    /// Takes what was found.
    ///
    /// - Returns: whether the rate may be told.
    mutating func take(_ beat: WaveformBeats.Beat) -> Bool {
        let counts = Self.isPulse(beat) && beat.systolic - beat.diastolic >= Self.leastPulse
        lengths.append(counts ? beat.length : nil)
        if lengths.count > Self.memory { lengths.removeFirst() }
        let known = lengths.compactMap(\.self).sorted()
        guard counts, known.count >= Self.least else { return false }
        let median = known[known.count / 2]
        return known.filter { abs($0 - median) <= Self.tolerance * median }.count >= Self.least
    }
}
