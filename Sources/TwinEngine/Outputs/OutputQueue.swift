import Synchronization

/// Brings outputs to a sink on a thread of its own. Who adds something never waits for the sink: a sink that is
/// stopped or away costs the outputs that find the queue full, which are counted. What a sink refuses for good goes to the dead
/// outputs, with its reason, and the queue goes on with the next: of a batch that is refused as a whole halves are offered, until the
/// outputs at fault stand alone. Where sixteen in a row are refused the rest of their batch is not offered.
public final class OutputQueue: Sendable {
    private let waiting = Mutex<[TwinOutput]>([])
    private let capacity: Int
    /// Outputs that the sink took, those that found no room or were left at the end, and failures of the sink.
    public let written = Counter()
    public let lost = Counter()
    public let failures = Counter()
    /// Outputs that the sink refused for good.
    public let refused = Counter()
    private let reason = Mutex<String?>(nil)
    private let dead: @Sendable (DeadOutput) -> Void

    /// Between looks at an empty queue, and after a failure [ns].
    private static let rest: UInt64 = 20_000_000
    private static let pause: UInt64 = 500_000_000

    /// Refusals in a row after which the rest of a batch is not offered.
    private static let mostRefusals = 16

    /// A queue with room for so many outputs.
    ///
    /// - Parameter dead: told of what the sink refuses for good.
    public init(
        capacity: Int = 1 << 16, dead: @escaping @Sendable (DeadOutput) -> Void = { _ in }
    ) {
        self.capacity = capacity
        self.dead = dead
    }

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
                buryLate(sink)
                continue
            }
            write(&batch, to: sink)
            buryLate(sink)
            if !batch.isEmpty { wait(Self.pause, while: isRunning) }
        }
        write(&batch, to: sink)
        // After a failure nothing more is tried.
        if batch.isEmpty {
            batch = takeAll()
            write(&batch, to: sink)
        } else {
            batch += takeAll()
        }
        lose(batch.count)
        do { try sink.close() } catch { note("\(error)") }
        buryLate(sink)
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

    /// Writes outputs; those that are left failed and may be tried again.
    private func write(_ batch: inout [TwinOutput], to sink: any OutputSink) {
        var refusals = 0
        // How many of the first are offered together: fewer after a refusal, until they are taken.
        var size = batch.count
        while !batch.isEmpty {
            size = min(max(size, 1), batch.count)
            do {
                try sink.write(Array(batch.prefix(size)))
                written.add(UInt64(size))
                batch.removeFirst(size)
                size = batch.count
                refusals = 0
                reason.withLock { $0 = nil }
            } catch let refusal as OutputRefusal {
                if let place = refusal.place {
                    written.add(UInt64(place))
                    batch.removeFirst(place)
                    if place > 0 { refusals = 0 }
                    size = 1
                }
                guard size == 1 else {
                    size = (size + 1) / 2
                    continue
                }
                refusals += 1
                let count = refusals < Self.mostRefusals ? 1 : batch.count
                for output in batch.prefix(count) { bury(output, refusal.reason, sink) }
                batch.removeFirst(count)
                size = batch.count
                note(refusal.reason)
            } catch {
                return note("\(error)")
            }
        }
    }

    private func bury(_ output: TwinOutput, _ reason: String, _ sink: any OutputSink) {
        refused.add(1)
        dead(DeadOutput(sink: sink.name, reason: reason, output: output))
    }

    /// Buries what the sink was told only later.
    private func buryLate(_ sink: any OutputSink) {
        for (line, reason) in sink.takeRefused() {
            bury(
                TwinOutput(.other(kind: "refused"), step: 0, time: 0, line: line), reason, sink)
            note(reason)
        }
    }

    private func note(_ text: String) {
        failures.add(1)
        reason.withLock { $0 = text }
    }
}
