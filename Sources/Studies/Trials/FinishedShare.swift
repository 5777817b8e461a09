import Synchronization

/// Counts finished parts of a work from any thread.
final class FinishedShare: Sendable {
    private let done = Mutex(0)
    private let total: Int

    init(_ total: Int) { self.total = max(total, 1) }

    /// One more is done: the finished share [1].
    func one() -> Double {
        done.withLock { done in
            done += 1
            return Double(done) / Double(total)
        }
    }
}
