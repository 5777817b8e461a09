import Foundation
import Synchronization

/// Ctrl-C and termination requests: the first asks for a clean stop, the second ends the process.
public enum Interrupts {
    private static let requests = Atomic<Int>(0)
    private static let isQuiet = Atomic<Bool>(false)
    /// Whether any number of requests is one: a cluster sends several for the same stop.
    private static let isPatient = Atomic<Bool>(false)

    /// Said at the first request.
    private static let notice: StaticString =
        "\nhearttwin: stopping with a checkpoint; once more ends at once, without\n"

    /// True once a stop was asked for.
    public static var stopRequested: Bool { requests.load(ordering: .relaxed) > 0 }

    /// Starts listening for SIGINT, SIGTERM and, where asked, other signals; a quiet one says nothing at the
    /// first request.
    public static func listen(quiet: Bool, also others: [Int32] = []) {
        // Touching both here also makes sure that they exist before a signal arrives.
        isQuiet.store(quiet, ordering: .relaxed)
        isPatient.store(!others.isEmpty, ordering: .relaxed)
        requests.store(0, ordering: .relaxed)
        for number in [SIGINT, SIGTERM] + others {
            signal(number) { number in
                // Only async-signal-safe calls here.
                if Interrupts.count() > 1, !Interrupts.isPatient.load(ordering: .relaxed) {
                    _exit(128 + number)
                }
                Interrupts.say()
            }
        }
    }

    /// Counts a request; returns how many there were.
    private static func count() -> Int {
        requests.wrappingAdd(1, ordering: .relaxed).newValue
    }

    private static func say() {
        guard !isQuiet.load(ordering: .relaxed) else { return }
        _ = write(STDERR_FILENO, notice.utf8Start, notice.utf8CodeUnitCount)
    }
}
