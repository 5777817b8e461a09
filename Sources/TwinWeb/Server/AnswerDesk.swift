import Foundation
import Synchronization

/// Answers long questions one after the other on a thread of its own, so that short ones never wait for them.
final class AnswerDesk: @unchecked Sendable {
    private let condition = NSCondition()
    private var waiting: [@Sendable () -> Void] = []
    private var isOver = false
    private static let most = 16

    /// Opens the desk.
    init() {
        let thread = Thread { [self] in work() }
        thread.name = "answers"
        thread.stackSize = 4 << 20
        thread.start()
    }

    private func work() {
        while true {
            condition.lock()
            while waiting.isEmpty, !isOver { condition.wait() }
            guard !waiting.isEmpty else { return condition.unlock() }
            let job = waiting.removeFirst()
            condition.unlock()
            job()
        }
    }

    /// Closes it after what waits.
    func close() {
        condition.withLock {
            isOver = true
            condition.signal()
        }
    }

    /// Does something in turn; nil where too many wait.
    func answer<Value: Sendable>(
        _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value? {
        try await withCheckedThrowingContinuation { continuation in
            condition.lock()
            defer { condition.unlock() }
            guard waiting.count < Self.most, !isOver else {
                return continuation.resume(returning: nil)
            }
            waiting.append { continuation.resume(with: Result { try body() }) }
            condition.signal()
        }
    }
}
