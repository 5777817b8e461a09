import Foundation
import Synchronization

/// Threads with names that are waited for, and the first error of any.
final class LiveThreads: Sendable {
    private let group = Mutex<(running: Int, failure: (any Error)?)>((0, nil))

    /// Starts a thread.
    func start(_ name: String, _ body: @escaping @Sendable () throws -> Void) {
        group.withLock { $0.running += 1 }
        let thread = Thread { [self] in
            var failure: (any Error)?
            do { try body() } catch { failure = error }
            group.withLock {
                $0.running -= 1
                if $0.failure == nil { $0.failure = failure }
            }
        }
        thread.name = name
        thread.stackSize = 4 << 20
        thread.start()
    }

    /// Threads that still run.
    var running: Int { group.withLock { $0.running } }

    /// The first error.
    var failure: (any Error)? { group.withLock { $0.failure } }
}
