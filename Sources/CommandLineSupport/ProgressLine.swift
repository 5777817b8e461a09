import Foundation

/// Progress of long work on standard error: a bar on a terminal, one line per 5 % elsewhere.
public final class ProgressLine {
    /// True when nothing is written at all.
    public let quiet: Bool
    private let verbose: Bool
    private let terminal: Bool
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private var nextDrawing: ContinuousClock.Instant
    private var share = 0.0
    private var nextPercent = 5
    private var drawn = false

    /// Makes a progress line; a quiet one writes nothing, a verbose one notes as well.
    public init(quiet: Bool, verbose: Bool = false) {
        self.quiet = quiet
        self.verbose = verbose
        terminal =
            isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
        start = clock.now
        nextDrawing = start
    }

    /// Shows that `fraction` of the work is done; `detail` says what is happening, `speed` how fast.
    ///
    /// The share shown never falls, also when the work turns out to be more than expected.
    public func update(_ fraction: Double, _ detail: String, speed: String = "") {
        guard !quiet else { return }
        share = max(share, min(max(fraction, 0), 1))
        let words = [remaining, speed, detail].filter { !$0.isEmpty }.joined(separator: "  ")
        if terminal {
            let now = clock.now
            guard now >= nextDrawing else { return }
            nextDrawing = now + .milliseconds(100)
            draw(words)
        } else if Int(share * 100) >= nextPercent {
            nextPercent = Int(share * 20) * 5 + 5
            Self.write("hearttwin: \(Int(share * 100)) %  \(words)\n")
        }
    }

    /// Writes a line of its own, above the bar, when notes are wanted.
    public func note(_ text: String) {
        guard verbose else { return }
        finish()
        Self.write("hearttwin: \(text)\n")
    }

    /// Removes the bar.
    public func finish() {
        if drawn { Self.write("\r\u{1B}[2K") }
        drawn = false
    }

    /// Draws the bar and as much of the words as the terminal is wide: a line that wraps cannot be
    /// drawn over.
    private func draw(_ words: String) {
        let columns = Self.columns
        let width = min(28, max(5, columns / 5))
        let full = Int(share * Double(width))
        let bar =
            String(repeating: "\u{2588}", count: full)
            + String(repeating: "\u{2591}", count: width - full)
        let line = bar + String(format: " %3d %%  ", Int(share * 100)) + words
        Self.write("\r\u{1B}[2K" + line.prefix(columns - 1))
        drawn = true
    }

    /// Width of the terminal on standard error; 80 where it does not say.
    private static var columns: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 10 else {
            return 80
        }
        return Int(size.ws_col)
    }

    /// Time left, once enough is done to tell.
    private var remaining: String {
        let parts = (clock.now - start).components
        let spent = Double(parts.seconds) + Double(parts.attoseconds) * 1e-18
        guard share > 0.02, share < 1, spent > 1 else { return "" }
        let left = spent / share - spent
        return left < 90
            ? String(format: "%.0f s left", left) : String(format: "%.1f min left", left / 60)
    }

    /// Writes to standard error, unbuffered.
    public static func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
