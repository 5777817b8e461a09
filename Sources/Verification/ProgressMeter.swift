import Foundation

/// Says now and then how far long work has come and how long the rest will take.
struct ProgressMeter {
    private let total: Int
    private let start: Int
    private let clock = ContinuousClock()
    private let began: ContinuousClock.Instant
    private var last: ContinuousClock.Instant
    /// Time between two lines.
    private static let interval = Duration.seconds(15)

    /// Starts, with some of the work done already.
    init(total: Int, done: Int) {
        self.total = total
        start = done
        began = clock.now
        last = began
    }

    /// Words for a line of progress when one is due, nil otherwise.
    mutating func line(done: Int) -> String? {
        let now = clock.now
        guard now - last >= Self.interval || done == total else { return nil }
        last = now
        let spent = (now - began) / Duration.seconds(1)
        guard done < total else { return String(format: "done after %.0f s", spent) }
        let left = spent / Double(done - start) * Double(total - done)
        return left < 90
            ? String(format: "%.0f s left", left) : String(format: "%.1f min left", left / 60)
    }
}
