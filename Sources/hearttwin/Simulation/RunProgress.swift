import Circulation
import CommandLineSupport
import Foundation
import HeartModel
import Quantities

/// Turns what a run does into a share of its work, for the bar.
struct RunProgress {
    let line: ProgressLine
    let maximumBeats: Int
    /// Beats that were there before this process.
    let earlierBeats: Int

    private let watch = Stopwatch()

    /// Share of the work before the first beat.
    private static let buildShare = 0.15
    /// Share of the beats; the rest is for writing results.
    private static let beatShare = 0.83

    init(_ line: ProgressLine, maximumBeats: Int, earlierBeats: Int) {
        self.line = line
        self.maximumBeats = maximumBeats
        self.earlierBeats = earlierBeats
    }

    /// Shows a stage of the building of the model and the share of it that is done.
    static func building(_ stage: String, _ share: Double, on line: ProgressLine) {
        line.update(buildShare * share, stage)
        line.note(stage)
    }

    /// Shows an accepted step of beat `number` (from 1).
    func show(_ step: HeartStep, beat number: Int, cycle: Double, changes: [BeatComparison]) {
        let done = Double(number - 1 - earlierBeats) + step.time / cycle
        let expected = Double(expectedBeats(after: number - 1, changes) - earlierBeats)
        let speed = done * cycle / Units.second / max(watch.wallSeconds, 1e-9)
        line.update(
            Self.buildShare + Self.beatShare * done / max(expected, done),
            String(
                format: "beat %d %3.0f ms  LV %.0f mmHg %.0f mL", number, step.time,
                step.pressures.leftVentricle / Units.mmHg,
                step.loop.leftVentricleVolume / Units.mL),
            speed: String(format: "%.3f × real time", speed))
    }

    /// Beats the whole run will probably take: the last two changes are continued geometrically.
    private func expectedBeats(after beats: Int, _ changes: [BeatComparison]) -> Int {
        var expected = max(RunCost.usualBeats, beats + 1)
        if changes.count >= 2 {
            let last = changes[changes.count - 1].largest
            let ratio = last / changes[changes.count - 2].largest
            if ratio > 0, ratio < 1 {
                let rest = log(BeatComparison.standardTolerance / last) / log(ratio)
                expected = beats + max(1, Int(rest.rounded(.up).clamped(to: 1...1000)))
            }
        }
        return min(expected, maximumBeats)
    }
}

extension Double {
    fileprivate func clamped(to range: ClosedRange<Double>) -> Double {
        Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
    }
}
