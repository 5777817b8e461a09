import Foundation
import Reports

/// A reduced run's numbers for a terminal.
struct ReducedText {
    private let summary: RunSummary
    private let folder: RunFolder

    init(_ summary: RunSummary, _ folder: RunFolder) {
        self.summary = summary
        self.folder = folder
    }

    /// The text.
    var text: String {
        let width = summary.numbers.map(\.name.count).max() ?? 0
        var lines = summary.numbers.map { number in
            let name = number.name.padding(toLength: width, withPad: " ", startingAt: 0)
            return String(format: "  %@  %8.4g %@", name, number.value, number.unit)
        }
        lines.append(
            String(
                format: "%@: %@ after %d beats; %.2f s per beat (%.2f × real time), %.0f s in all.",
                summary.patient, summary.periodic ? "periodic" : "NOT periodic", summary.beats,
                summary.secondsPerBeat, summary.realTimeFactor, summary.wallSeconds))
        lines += summary.warnings.map { "! \($0)" }
        lines.append("Results in \(folder.path)/")
        return lines.joined(separator: "\n")
    }
}
