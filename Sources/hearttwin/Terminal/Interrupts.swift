import Foundation
import Synchronization

/// Ctrl-C and termination requests: the first asks for a clean stop, the second ends the process.
enum Interrupts {
    private static let requests = Atomic<Int>(0)

    /// True once a stop was asked for.
    static var stopRequested: Bool { requests.load(ordering: .relaxed) > 0 }

    /// Starts listening for SIGINT and SIGTERM.
    static func listen() {
        for number in [SIGINT, SIGTERM] {
            signal(number) { number in
                // Only async-signal-safe calls here.
                if Interrupts.count() > 1 { _exit(128 + number) }
            }
        }
    }

    /// Counts a request; returns how many there were.
    private static func count() -> Int {
        requests.wrappingAdd(1, ordering: .relaxed).newValue
    }
}
