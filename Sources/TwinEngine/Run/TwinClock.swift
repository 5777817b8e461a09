import Synchronization

/// Drives a runner: steps at absolute deadlines, or as fast as it goes.
public final class TwinClock: Sendable {
    /// How fast the twin's time runs.
    public enum Pace: Sendable, Equatable {
        /// So many milliseconds of the twin in a millisecond.
        case times(Double)
        /// Without waiting.
        case unbounded
    }

    private let isStopped = Atomic<Bool>(false)
    private let isLive = Atomic<Bool>(false)
    private let lastStep = Atomic<UInt64>(.max)

    /// Steps that may be made up for; what is further behind is left out, and counted as such [ns].
    public static let longestCatchUp: UInt64 = 250_000_000
    /// Between looks at a recording that is not there yet [ns].
    private static let poll: UInt64 = 100_000

    /// A clock that was not started.
    public init() {}

    /// Stops after the present step.
    public func stop() { isStopped.store(true, ordering: .releasing) }

    /// Stops when so many steps are done.
    public func stop(after step: UInt64) { lastStep.store(step, ordering: .releasing) }

    /// A recording is over: from now on a millisecond of the twin is one of the clock.
    public func goLive() { isLive.store(true, ordering: .releasing) }

    /// Whether ``stop()`` was called.
    public var stopped: Bool { isStopped.load(ordering: .acquiring) }

    /// Runs until told to stop; ``TwinRunner/finish(now:)`` then takes what is left.
    public func run(_ runner: TwinRunner, pace: Pace) {
        var period: Double =
            switch pace {
            case .times(let speed): 1e6 * TwinHeart.stepLength / speed
            case .unbounded: 0
            }
        var base = MonotonicClock.now
        var done: UInt64 = 0
        var wasLive = false
        while !stopped, runner.heart.step < lastStep.load(ordering: .acquiring) {
            if !wasLive, isLive.load(ordering: .acquiring) {
                wasLive = true
                (period, base, done) = (1e6 * TwinHeart.stepLength, MonotonicClock.now, 0)
            }
            guard runner.mayAdvance(now: MonotonicClock.now) else {
                // A recording that is read: everything moves on with it.
                MonotonicClock.sleep(until: MonotonicClock.now + Self.poll)
                base = MonotonicClock.now
                done = 0
                continue
            }
            var now = MonotonicClock.now
            if period > 0 {
                let deadline = base + UInt64(Double(done) * period)
                if now < deadline {
                    MonotonicClock.sleep(until: deadline)
                    now = MonotonicClock.now
                }
                let late = now > deadline ? now - deadline : 0
                runner.status.lateness.add(nanoseconds: late)
                if late > Self.longestCatchUp {
                    let skipped = UInt64(Double(late) / period)
                    base += UInt64(Double(skipped) * period)
                    runner.status.skipped.add(skipped)
                }
            }
            runner.step(now: now)
            done += 1
        }
    }
}
