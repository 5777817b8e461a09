import Synchronization

/// Brings outputs to a sink on a thread of its own. Who adds something never waits for the sink: a sink that is
/// stopped or away costs the outputs that find the queue full, which are counted.
public final class OutputQueue: Sendable {
    private let waiting = Mutex<[TwinOutput]>([])
    private let capacity: Int
    /// Outputs that the sink took, those that found no room or were left at the end, and failures of the sink.
    public let written = Counter()
    public let lost = Counter()
    public let failures = Counter()
    private let reason = Mutex<String?>(nil)

    /// Between looks at an empty queue, and after a failure [ns].
    private static let rest: UInt64 = 20_000_000
    private static let pause: UInt64 = 500_000_000

    /// A queue with room for so many outputs.
    public init(capacity: Int = 1 << 16) { self.capacity = capacity }

    /// Adds an output; by any thread.
    public func add(_ output: TwinOutput) {
        waiting.withLock { waiting in
            guard waiting.count < capacity else { return lost.add(1) }
            waiting.append(output)
        }
    }

    /// The last failure of the sink; nil while it takes what it is given.
    public var failure: String? { reason.withLock { $0 } }

    /// Feeds a sink until told to stop, and then with what is left, once.
    public func feed(_ sink: any OutputSink, while isRunning: () -> Bool) {
        var batch: [TwinOutput] = []
        while isRunning() {
            if batch.isEmpty { batch = takeAll() }
            guard !batch.isEmpty else {
                MonotonicClock.sleep(until: MonotonicClock.now + Self.rest)
                continue
            }
            if write(batch, to: sink) {
                batch = []
            } else {
                wait(Self.pause, while: isRunning)
            }
        }
        if !batch.isEmpty, !write(batch, to: sink) { lose(batch.count) }
        let rest = takeAll()
        if !rest.isEmpty, !write(rest, to: sink) { lose(rest.count) }
        do { try sink.close() } catch { note(error) }
    }

    private func takeAll() -> [TwinOutput] {
        waiting.withLock { waiting in
            let all = waiting
            waiting = []
            return all
        }
    }

    private func lose(_ count: Int) { waiting.withLock { _ in lost.add(UInt64(count)) } }

    private func wait(_ time: UInt64, while isRunning: () -> Bool) {
        let end = MonotonicClock.now + time
        while MonotonicClock.now < end, isRunning() {
            MonotonicClock.sleep(until: MonotonicClock.now + Self.rest)
        }
    }

    private func write(_ batch: [TwinOutput], to sink: any OutputSink) -> Bool {
        do {
            try sink.write(batch)
            written.add(UInt64(batch.count))
            reason.withLock { $0 = nil }
            return true
        } catch {
            note(error)
            return false
        }
    }

    private func note(_ error: any Error) {
        failures.add(1)
        reason.withLock { $0 = "\(error)" }
    }
}
