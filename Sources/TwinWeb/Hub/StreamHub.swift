import Foundation
import Hummingbird
import NIOCore
import Synchronization
public import TwinEngine

/// Tells everybody who watches, fifty times a second: one message, built once, offered to each watcher's own queue.
///
/// A watcher that does not take its messages loses the oldest; neither the twin nor the others notice.
public final class StreamHub: Sendable {
    private struct Watcher {
        var continuation: AsyncStream<ByteBuffer>.Continuation
    }

    private struct State {
        var watchers: [Int: Watcher] = [:]
        var next = 0
        var pending: [(event: String, data: String)] = []
        /// The last message of each kind, for who comes later.
        var latest: [String: String] = [:]
        var vitals: [String: String] = [:]
        var isOver = false
    }

    private let state = Mutex(State())
    private let outputs: TwinOutputs
    private let board: VitalBoard
    /// Messages sent to the queues, and those that were lost because a queue was full.
    public let sent = Counter()
    public let dropped = Counter()

    /// Between messages [ns].
    static let period: UInt64 = 20_000_000
    /// Messages that wait for a watcher: a second's.
    static let queue = 50
    /// Most watchers.
    public static let mostWatchers = 64
    private static let mostPending = 512

    /// A hub for the curves of a twin and what its monitors say.
    public init(_ outputs: TwinOutputs, board: VitalBoard) {
        self.outputs = outputs
        self.board = board
    }

    /// Tells something with the next message.
    ///
    /// - Parameters:
    ///   - event: its kind.
    ///   - data: one line of JSON.
    public func post(_ event: String, _ data: String) {
        state.withLock { state in
            state.latest[event] = data
            if state.pending.count >= Self.mostPending { state.pending.removeFirst() }
            state.pending.append((event, data))
        }
    }

    /// The last message of a kind.
    func latest(_ event: String) -> String? { state.withLock { $0.latest[event] } }

    /// The last value of each vital sign, by code.
    var vitals: [String] {
        state.withLock { state in state.vitals.sorted { $0.key < $1.key }.map(\.value) }
    }

    /// Number of watchers.
    public var watchers: Int { state.withLock { $0.watchers.count } }

    /// Somebody comes to watch; nil where there is no room.
    func join() -> (number: Int, messages: AsyncStream<ByteBuffer>)? {
        let (stream, continuation) = AsyncStream.makeStream(
            of: ByteBuffer.self, bufferingPolicy: .bufferingNewest(Self.queue))
        return state.withLock { state in
            guard state.watchers.count < Self.mostWatchers, !state.isOver else { return nil }
            let number = state.next
            state.next += 1
            var first = ""
            for (event, data) in state.latest.sorted(by: { $0.key < $1.key }) {
                first += Self.message(event, data)
            }
            for (_, data) in state.vitals.sorted(by: { $0.key < $1.key }) {
                first += Self.message("vital", data)
            }
            continuation.yield(ByteBuffer(string: first))
            state.watchers[number] = Watcher(continuation: continuation)
            return (number, stream)
        }
    }

    /// Somebody leaves.
    func leave(_ number: Int) {
        state.withLock { $0.watchers.removeValue(forKey: number) }?.continuation.finish()
    }

    /// Runs until told to stop.
    ///
    /// - Parameter everySecond: called once a second, for what changes slowly.
    public func run(while isRunning: () -> Bool, everySecond: () -> Void) {
        var deadline = MonotonicClock.now
        var count = 0
        var step: UInt64 = 0
        while isRunning() {
            deadline += Self.period
            MonotonicClock.sleep(until: deadline)
            // A machine that slept does not catch up.
            if MonotonicClock.now > deadline + 10 * Self.period { deadline = MonotonicClock.now }
            if count % 50 == 0 { everySecond() }
            count += 1
            tick(&step)
        }
        post("end", "{\"step\":\(step)}")
        tick(&step)
        state.withLock { state in
            state.isOver = true
            for watcher in state.watchers.values { watcher.continuation.finish() }
            state.watchers = [:]
        }
    }

    private func tick(_ step: inout UInt64) {
        var samples: [TraceSample] = []
        while let sample = outputs.traces?.pop() { samples.append(sample) }
        if let last = samples.last { step = last.step }
        let (vitals, waves) = board.take(at: step)
        var text = ""
        // A frame has no gaps; samples that were lost leave one.
        var start = 0
        for end in samples.indices.dropFirst()
        where samples[end].step != samples[end - 1].step + TraceSample.period {
            text += Self.message("frame", FrameWriter.line(Array(samples[start..<end])))
            start = end
        }
        if !samples.isEmpty {
            text += Self.message("frame", FrameWriter.line(Array(samples[start...])))
        }
        for entry in waves { text += Self.message("wave", board.line(entry, step: step)) }
        let lines = vitals.map { (code: $0.signal, line: board.line($0, step: step)) }
        for (_, line) in lines { text += Self.message("vital", line) }
        state.withLock { state in
            for (code, line) in lines { state.vitals["\(code)"] = line }
            for (event, data) in state.pending { text += Self.message(event, data) }
            state.pending = []
            guard !text.isEmpty, !state.watchers.isEmpty else { return }
            let buffer = ByteBuffer(string: text)
            for watcher in state.watchers.values {
                sent.add(1)
                if case .dropped = watcher.continuation.yield(buffer) { dropped.add(1) }
            }
        }
    }

    private static func message(_ event: String, _ data: String) -> String {
        "event: \(event)\ndata: \(data)\n\n"
    }
}
