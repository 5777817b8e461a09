import Circuits
import Foundation
import Synchronization
import TwinEngine
import TwinProtocol
import TwinServer

/// A twin in real time that follows a topic, and when its events were sent.
final class BenchmarkSession: @unchecked Sendable {
    private let heart: TwinHeart
    private let inputs: TwinInputs
    private let outputs: TwinOutputs
    private let runner: TwinRunner
    private let ingest: Ingest
    private let clock = TwinClock()
    private let running = Atomic<Int>(0)
    private let sendTimes: UnsafeMutablePointer<UInt64>
    private var latencies: [UInt64] = []
    private static let most = 300_000
    private var isTimed: Bool { sendTimes[1] > 0 }

    init(_ layout: TwinLayout, _ rest: CircuitState<Double>) throws {
        heart = try TwinHeart(layout, state: rest)
        inputs = TwinInputs(signals: layout.catalogue.signals.count)
        outputs = TwinOutputs(for: heart, journalled: true)
        runner = TwinRunner(heart, inputs: inputs, outputs: outputs)
        ingest = Ingest(
            reader: MessageReader(layout.catalogue), gate: EventGate(layout.catalogue),
            inputs: inputs, timing: .live,
            interventions: { _ throws(RejectionReason) in throw .badIntervention },
            deadLetters: { _ in })
        sendTimes = .allocate(capacity: Self.most)
        sendTimes.initialize(repeating: 0, count: Self.most)
    }

    deinit { sendTimes.deallocate() }

    func sent(_ sequence: Int) { sendTimes[sequence] = MonotonicClock.now }

    /// Hands over an event without a broker.
    func take(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer {
            _ = ingest.receive(
                $0, at: Ingest.Place(input: 0, name: "b", offset: 0, next: 1))
        }
    }

    func start(following topic: String, at brokers: String) {
        start()
        thread { [self] in
            guard
                let source = try? KafkaSource(
                    brokers: brokers, topic: topic, offsets: [0])
            else { return }
            while !clock.stopped {
                _ = try? source.poll { bytes, _, offset in
                    _ = ingest.receive(
                        bytes,
                        at: Ingest.Place(input: 0, name: "k", offset: offset, next: offset + 1))
                }
            }
        }
    }

    func start() {
        thread { [self] in clock.run(runner, pace: .times(1)) }
        // In place of the journal: when which event took effect.
        thread { [self] in
            while !clock.stopped {
                while let record = outputs.nextRecord() {
                    if record.sequence > 0, isTimed {
                        latencies.append(
                            MonotonicClock.now - sendTimes[Int(record.sequence)])
                    }
                }
                MonotonicClock.sleep(until: MonotonicClock.now + 100_000)
            }
        }
    }

    private func thread(_ body: @escaping @Sendable () -> Void) {
        running.wrappingAdd(1, ordering: .relaxed)
        let thread = Thread { [self] in
            body()
            running.wrappingSubtract(1, ordering: .releasing)
        }
        thread.start()
    }

    /// Waits until so many events have come, and a step is reached; ten seconds longer at most.
    func finish(after count: UInt64, atStep step: UInt64 = 0) {
        let end = MonotonicClock.now + 20_000_000_000
        while MonotonicClock.now < end, ingest.received.value < count || steps < step {
            MonotonicClock.sleep(until: MonotonicClock.now + 10_000_000)
        }
        MonotonicClock.sleep(until: MonotonicClock.now + 50_000_000)
        clock.stop()
        while running.load(ordering: .acquiring) > 0 {
            MonotonicClock.sleep(until: MonotonicClock.now + 1_000_000)
        }
        runner.finish(now: MonotonicClock.now)
    }

    var received: UInt64 { ingest.received.value }
    var steps: UInt64 { runner.status.steps.value }
    var late: [UInt64] { runner.status.lateness.values }
    var lateSteps: UInt64 {
        zip(late, Histogram.bounds + [.max]).filter { $1 > 1000 }.map(\.0).reduce(0, +)
    }

    /// Median and 99th percentile [ms].
    var latency: (Double, Double) {
        let sorted = latencies.sorted()
        guard !sorted.isEmpty else { return (.nan, .nan) }
        func at(_ share: Double) -> Double {
            Double(sorted[min(Int(share * Double(sorted.count)), sorted.count - 1)]) / 1e6
        }
        return (at(0.5), at(0.99))
    }

    var account: String {
        let status = runner.status
        let others = ingest.duplicate.value + ingest.stale.value + ingest.rejected.value
        return "\(ingest.received.value) received = \(status.applied.value) applied + "
            + "\(status.coalesced.value) coalesced + \(others) others"
    }
}

/// Processor time of this process.
enum ProcessTime {
    /// So far [ns].
    static var now: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}

/// Events as text.
enum EventLine {
    static func vital(_ value: Double, time: Int64, sequence: Int) -> String {
        """
        {"schema":"hearttwin.vital/1","patient":"p1","source":"monitor","code":"MDC_ECG_HEART_RATE",\
        "value":\(value),"unit":"/min","timeMs":\(time),"sequence":\(sequence),"quality":"good"}
        """
    }
}
