import Foundation
import Reports

/// A run's numbers for a terminal.
struct SummaryText {
    private let summary: RunSummary
    private let folder: RunFolder

    init(_ summary: RunSummary, folder: RunFolder) {
        self.summary = summary
        self.folder = folder
    }

    /// The text.
    var text: String {
        var lines: [String] = []
        let width = summary.numbers.map(\.name.count).max() ?? 0
        for number in summary.numbers {
            let name = number.name.padding(toLength: width, withPad: " ", startingAt: 0)
            var line = String(format: "  %@  %8.4g %@", name, number.value, number.unit)
            if let low = number.low, let high = number.high {
                let mark = number.inRange == true ? "\u{2713}" : "!"
                line = line.padding(toLength: width + 22, withPad: " ", startingAt: 0)
                line += String(format: "%@ %g \u{2026} %g", mark, low, high)
            }
            lines.append(line)
        }
        let state =
            !summary.completed
            ? "interrupted; go on with --resume"
            : summary.periodic ? "periodic after \(summary.beats) beats" : "NOT periodic"
        lines.append(
            String(
                format: "%@: %@; %.1f s per beat (%.3f × real time), %.0f s in all.",
                summary.patient,
                state, summary.secondsPerBeat, summary.realTimeFactor, summary.wallSeconds))
        lines += summary.warnings.map { "! \($0)" }
        lines.append(
            summary.beats > 0
                ? "Results in \(folder.path)/: report.html, result.vtkhdf, traces.csv, "
                    + (summary.segments.isEmpty ? "" : "strain.csv, ") + "summary.json"
                : "No beat was completed, so there are no results yet; checkpoint in \(folder.path)/"
        )
        return lines.joined(separator: "\n")
    }
}
