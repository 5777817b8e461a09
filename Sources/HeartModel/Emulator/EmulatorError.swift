/// What can go wrong when a beat is turned into a pressure–volume–time law.
public enum EmulatorError: Error, Equatable, CustomStringConvertible {
    /// Too few samples.
    case tooFewSamples(what: String, found: Int, needed: Int)
    /// A sample that is not finite, or times that do not increase.
    case invalidSample(what: String, index: Int, value: Double)
    /// Passive samples that do not rise with volume.
    case notRising(volume: Double, pressure: Double)
    /// Beats with different cycle lengths.
    case differentPeriods(first: Double, other: Double)

    public var description: String {
        switch self {
        case .tooFewSamples(let what, let found, let needed):
            "emulator: \(what) has \(found) samples, at least \(needed) are needed"
        case .invalidSample(let what, let index, let value):
            "emulator: \(what)[\(index)] = \(value); samples must be finite and times increase"
        case .notRising(let volume, let pressure):
            "emulator: the passive pressure does not rise with volume at \(volume) mm³, "
                + "\(pressure) kPa; give samples of an inflation"
        case .differentPeriods(let first, let other):
            "emulator: beats last \(first) and \(other) ms; give beats at one heart rate"
        }
    }
}
