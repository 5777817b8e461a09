import Synchronization

/// Copies of the live state for whoever looks ahead, one asker after the other.
///
/// The solver copies its state between two steps, some tens of microseconds; what waits is the asker.
public final class StateSnapshots: Sendable {
    private let handover: Handover
    private let turn = Mutex<Void>(())

    /// Longest wait for a copy [ns]; it comes within a step while the twin runs.
    private static let patience: UInt64 = 100_000_000
    private static let poll: UInt64 = 200_000

    /// Copies from a running twin.
    public init(_ outputs: TwinOutputs) { handover = outputs.fork }

    /// The words of the state of now.
    ///
    /// - Throws: ``TwinEngineError/forecast(reason:)`` where the twin does not answer: it has ended.
    public func take() throws(TwinEngineError) -> [UInt64] {
        let words: [UInt64]? = turn.withLock { _ in
            handover.ask()
            let end = MonotonicClock.now + Self.patience
            while !handover.isReady {
                guard MonotonicClock.now < end else { return nil }
                MonotonicClock.sleep(until: MonotonicClock.now + Self.poll)
            }
            let words = Array(UnsafeBufferPointer(start: handover.words, count: handover.count))
            handover.release()
            return words
        }
        guard let words else { throw .forecast(reason: "the twin does not run any more") }
        return words
    }
}
