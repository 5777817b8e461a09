/// One signal of a recording.
public struct RecordedSignal: Sendable, Equatable {
    /// What it is, such as `ABP`.
    public var name: String
    /// Its unit as the file writes it.
    public var unit: String
    /// Samples in a frame.
    public var perFrame: Int

    /// Describes a signal.
    public init(name: String, unit: String, perFrame: Int) {
        (self.name, self.unit, self.perFrame) = (name, unit, perFrame)
    }
}

/// Sampled signals of a recording: frames of equal duration, each with a fixed number of samples of every signal.
public protocol SignalRecord: Sendable {
    /// Its format: `wfdb` or `edf`.
    var format: String { get }
    /// Frames per second.
    var framesPerSecond: Double { get }
    /// Whole frames that are there.
    var frames: Int { get }
    /// When it begins [ms since 1970 UTC]; 0 where no date is given.
    var start: Int64 { get }
    /// The signals; those that are not sampled are left out.
    var signals: [RecordedSignal] { get }
    /// A value in the signal's unit; nil where there is no sample.
    func value(_ signal: Int, _ frame: Int, _ sample: Int) -> Double?
}

extension SignalRecord {
    /// Samples of a signal per second.
    public func rate(of signal: Int) -> Double {
        framesPerSecond * Double(signals[signal].perFrame)
    }
}

/// A recording that cannot be read.
public struct SignalError: Error, Equatable, CustomStringConvertible {
    /// The file.
    public var path: String
    /// What is wrong with it.
    public var reason: String

    /// The file and what is wrong with it.
    public var description: String { "record \(path): \(reason)" }
}
