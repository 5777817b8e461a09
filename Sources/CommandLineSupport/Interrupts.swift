import Foundation
import Synchronization

/// Ctrl-C and termination requests: the first asks for a clean stop, the same signal again ends the process.
///
/// Different signals are one request: a cluster sends SIGTERM to every process of a job while the batch, which heard it, too,
/// sends SIGINT to its hearts.
public enum Interrupts {
    /// A bit for each signal that was heard.
    private static let heard = Atomic<UInt64>(0)
    private static let isQuiet = Atomic<Bool>(false)
    /// Whether any number of requests is one: a cluster sends several for the same stop.
    private static let isPatient = Atomic<Bool>(false)

    /// Said at the first request.
    private static let notice: StaticString =
        "\nhearttwin: stopping with a checkpoint; once more ends at once, without\n"

    /// True once a stop was asked for.
    public static var stopRequested: Bool { heard.load(ordering: .relaxed) != 0 }

    /// Starts listening for SIGINT, SIGTERM and, where asked, other signals; a quiet one says nothing at the
    /// first request.
    public static func listen(quiet: Bool, also others: [Int32] = []) {
        // Touching both here also makes sure that they exist before a signal arrives.
        isQuiet.store(quiet, ordering: .relaxed)
        isPatient.store(!others.isEmpty, ordering: .relaxed)
        heard.store(0, ordering: .relaxed)
        for number in [SIGINT, SIGTERM] + others {
            signal(number) { number in
                // Only async-signal-safe calls here.
                Interrupts.receive(number)
            }
        }
    }

    /// Lets a thread wait for SIGTERM in place of the handler; this thread and all that begin later hold it back. To be
    /// called after ``listen(quiet:also:)`` and before anything parallel.
    ///
    /// METIS puts a handler of its own in the place of ours while it orders a mesh. It takes SIGTERM for an error of its
    /// own and ends the ordering, or the process where another thread receives the signal; a thread that
    /// waits for it has it first.
    public static func waitForTermination() {
        var termination = sigset_t()
        sigemptyset(&termination)
        sigaddset(&termination, SIGTERM)
        pthread_sigmask(SIG_BLOCK, &termination, nil)
        Thread.detachNewThread {
            var waited = sigset_t()
            sigemptyset(&waited)
            sigaddset(&waited, SIGTERM)
            var number: Int32 = 0
            while sigwait(&waited, &number) == 0 { receive(number) }
        }
    }

    private static func receive(_ number: Int32) {
        let signal: UInt64 = 1 << UInt64(number)
        let before = heard.bitwiseOr(signal, ordering: .relaxed).oldValue
        if before & signal != 0, !isPatient.load(ordering: .relaxed) { _exit(128 + number) }
        if before == 0 { say() }
    }

    private static func say() {
        guard !isQuiet.load(ordering: .relaxed) else { return }
        _ = write(STDERR_FILENO, notice.utf8Start, notice.utf8CodeUnitCount)
    }
}
