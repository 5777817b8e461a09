import Circulation
import Electrophysiology
import Foundation
import Quantities

/// The left ventricle's loop and lead II of the last beat, for a terminal; nothing elsewhere.
struct RunSketch {
    private let beat: BeatTraces
    private let electrocardiogram: Electrocardiogram

    init(_ beat: BeatTraces, _ electrocardiogram: Electrocardiogram) {
        self.beat = beat
        self.electrocardiogram = electrocardiogram
    }

    /// True where standard output is a terminal that can show it.
    static var isWanted: Bool {
        isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    /// Both curves side by side, in colour unless `NO_COLOR` is set (no-color.org).
    func text(inColour: Bool = RunSketch.hasColour) -> String {
        let volume = beat.trace(\.leftVentricleVolume).map { $0 / Units.mL }
        let pressure = beat.pressure(\.leftVentricle).map { $0 / Units.mmHg }
        let lead = electrocardiogram[.ii]
        let times = lead.indices.map { Double($0) * electrocardiogram.sampleStep }
        var left = BrailleCanvas(columns: Self.width, rows: Self.height)
        left.draw(volume, pressure)
        var right = BrailleCanvas(columns: Self.width, rows: Self.height)
        right.draw(times, lead)
        let titles = [
            "LV \(Self.range(pressure, "%.0f")) mmHg over \(Self.range(volume, "%.0f")) mL",
            "lead II \(Self.range(lead, "%.1f")) mV over \(Self.range(times, "%.0f")) ms",
        ]
        let gap = "    "
        let head =
            "  " + titles[0].padding(toLength: Self.width, withPad: " ", startingAt: 0) + gap
            + titles[1]
        let body = zip(left.lines, right.lines).map { loop, curve in
            "  " + (inColour ? "\u{1B}[34m\(loop)\u{1B}[0m" : loop) + gap + curve
        }
        return ([head] + body).joined(separator: "\n")
    }

    private static let width = 34
    private static let height = 7

    private static var hasColour: Bool {
        ProcessInfo.processInfo.environment["NO_COLOR", default: ""].isEmpty
    }

    private static func range(_ values: [Double], _ format: String) -> String {
        let (low, high) = (values.min() ?? 0, values.max() ?? 0)
        return String(format: format, low) + "\u{2026}" + String(format: format, high)
    }
}
