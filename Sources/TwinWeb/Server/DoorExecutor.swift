import Foundation

/// Two threads of its own for what the server does between waits.
///
/// The executor that tasks otherwise share has as many threads as the machine has processors, and they are those of
/// `DispatchQueue.concurrentPerform`: an ensemble that looks ahead would keep watchers waiting for a block of hearts to be done, a
/// tenth of a second and more. Here nothing computes for long: questions are answered by ``AnswerDesk``, and while one thread
/// reads a large request the other goes on with the stream.
final class DoorExecutor: TaskExecutor, @unchecked Sendable {
    private static let threads = 2
    private let condition = NSCondition()
    private var waiting: [UnownedJob] = []

    /// Starts the threads, which stay to the end of the process.
    init() {
        for _ in 0..<Self.threads {
            let thread = Thread { [self] in work() }
            thread.name = "door"
            thread.stackSize = 4 << 20
            thread.start()
        }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        condition.withLock {
            waiting.append(job)
            condition.signal()
        }
    }

    private func work() {
        let executor = asUnownedTaskExecutor()
        while true {
            condition.lock()
            while waiting.isEmpty { condition.wait() }
            let job = waiting.removeFirst()
            condition.unlock()
            job.runSynchronously(on: executor)
        }
    }
}
