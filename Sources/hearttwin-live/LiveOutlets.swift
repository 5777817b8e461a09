import CommandLineSupport
import Synchronization
import TwinEngine
import TwinProtocol

/// Brings what a run tells to its sinks, each with a queue and a thread of its own.
final class LiveOutlets: Sendable {
    private let queues: [(name: String, queue: OutputQueue)]
    private let threads = LiveThreads()
    private let isOver = Atomic<Bool>(false)
    private let time: @Sendable (UInt64) -> Int64

    /// - Parameters:
    ///   - time: time of day at a step [ms since 1970 UTC].
    ///   - dead: where outputs go that a sink refuses for good.
    init(
        _ sinks: [any OutputSink], time: @escaping @Sendable (UInt64) -> Int64, dead: DeadLetterLog
    ) {
        self.time = time
        queues = sinks.map { ($0.name, OutputQueue(dead: { dead.add($0) })) }
        for (sink, entry) in zip(sinks, queues) {
            // From here on the sink belongs to its thread.
            let owned = Owned(sink: sink)
            threads.start("output") { [self, queue = entry.queue] in
                queue.feed(owned.sink, while: { !isOver.load(ordering: .acquiring) })
            }
        }
    }

    private struct Owned: @unchecked Sendable { let sink: any OutputSink }

    /// Tells every sink something.
    func add(_ content: TwinOutput.Content, step: UInt64, line: String) {
        guard !queues.isEmpty else { return }
        let output = TwinOutput(content, step: step, time: time(step), line: line)
        for (_, queue) in queues { queue.add(output) }
    }

    /// Tells every sink of a value that was measured; of waveforms nothing.
    func passed(_ event: TwinEvent, _ catalogue: EventCatalogue, step: UInt64) {
        guard !queues.isEmpty, event.kind == .vital, event.samples.isEmpty else { return }
        let output = TwinOutput(
            .vital(
                code: catalogue.signals[event.signal].name, value: event.value,
                source: event.source, sequence: event.sequence), step: step, time: event.sourceTime)
        for (_, queue) in queues { queue.add(output) }
    }

    /// Outputs that a sink did not take.
    var lost: UInt64 { queues.reduce(0) { $0 + $1.queue.lost.value } }

    /// Outputs that a sink refused for good.
    var refused: UInt64 { queues.reduce(0) { $0 + $1.queue.refused.value } }

    /// Waits for what the sinks still take, and says what they did not.
    func close() {
        isOver.store(true, ordering: .releasing)
        while threads.running > 0 { MonotonicClock.sleep(until: MonotonicClock.now + 5_000_000) }
        for (name, queue) in queues {
            guard queue.lost.value > 0 || queue.refused.value > 0 || queue.failure != nil else {
                continue
            }
            ProgressLine.write(
                "hearttwin: \(name): \(queue.lost.value) outputs lost, \(queue.refused.value) refused, \(queue.written.value) written"
                    + (queue.failure.map { "; \($0)" } ?? "") + "\n")
        }
    }
}
