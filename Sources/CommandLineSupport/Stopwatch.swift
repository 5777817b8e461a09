import Foundation

/// Wall and processor time since it was made.
public struct Stopwatch {
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private let cpuStart: Double

    /// Starts.
    public init() {
        start = clock.now
        cpuStart = Self.processSeconds()
    }

    /// Elapsed wall time [s].
    public var wallSeconds: Double {
        let parts = (clock.now - start).components
        return Double(parts.seconds) + Double(parts.attoseconds) * 1e-18
    }

    /// Processor time of all threads of this process since the start [s].
    public var cpuSeconds: Double { Self.processSeconds() - cpuStart }

    private static func processSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
