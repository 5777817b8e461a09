import Foundation

/// Progress of long work on standard error: a bar on a terminal, one line per 5 % elsewhere.
final class ProgressLine {
    private let quiet: Bool
    private let terminal: Bool
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private var lastDrawn: ContinuousClock.Instant
    private var nextPercent = 5
    private var drawn = false

    /// Makes a progress line; a quiet one writes nothing.
    init(quiet: Bool) {
        self.quiet = quiet
        terminal =
            isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
        start = clock.now
        lastDrawn = start
    }

    /// Seconds since the line was made.
    var elapsed: Double { Self.seconds(clock.now - start) }

    /// Shows that `fraction` of the work is done; `detail` says what is happening.
    func update(_ fraction: Double, _ detail: String) {
        guard !quiet else { return }
        let share = min(max(fraction, 0), 1)
        if terminal {
            let now = clock.now
            guard now - lastDrawn > .milliseconds(100) || share >= 1 else { return }
            lastDrawn = now
            draw(share, detail)
        } else if Int(share * 100) >= nextPercent {
            nextPercent = Int(share * 20) * 5 + 5
            Self.write("hearttwin: \(Int(share * 100)) %  \(detail)  \(remaining(share))\n")
        }
    }

    /// Writes a line of its own above the bar.
    func note(_ text: String) {
        guard !quiet else { return }
        erase()
        Self.write("hearttwin: \(text)\n")
    }

    /// Removes the bar.
    func finish() { erase() }

    private func draw(_ share: Double, _ detail: String) {
        let width = 28
        let full = Int(share * Double(width))
        let bar =
            String(repeating: "\u{2588}", count: full)
            + String(repeating: "\u{2591}", count: width - full)
        let percent = String(format: "%3d %%", Int(share * 100))
        Self.write("\r\u{1B}[2K\(bar) \(percent)  \(detail)  \(remaining(share))")
        drawn = true
    }

    private func erase() {
        if drawn { Self.write("\r\u{1B}[2K") }
        drawn = false
    }

    /// Time left, once enough is done to tell.
    private func remaining(_ share: Double) -> String {
        let spent = elapsed
        guard share > 0.02, share < 1, spent > 1 else { return "" }
        let left = spent / share - spent
        return left < 90
            ? String(format: "%.0f s left", left) : String(format: "%.1f min left", left / 60)
    }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
    }

    /// Writes to standard error, unbuffered.
    static func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
