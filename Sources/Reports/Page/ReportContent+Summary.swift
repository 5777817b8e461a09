import Foundation
import Patients

extension ReportContent {
    /// What a page says about a run's numbers; figures that need more than these are left empty.
    ///
    /// - `beats`: the completed beats, the last one last.
    package init(_ summary: RunSummary, beats: [ReportBeat]) {
        self.init(
            patient: summary.patient, subject: summary.subject ?? "", answer: Self.answer(summary),
            beat: beats.last ?? ReportBeat())
        earlierLoops = Array(beats.dropLast())
        tiles = Self.tiles(summary)
        metrics = summary.numbers.map { number in
            ReportMetric(
                name: number.name, value: number.value, unit: number.unit, low: number.low,
                high: number.high,
                source: NormalRanges.range(number.identifier)?.source ?? "")
        }
        bullsEyes = BullsEye.all(of: summary.segments)
        changes = summary.largestChangePercent
        warnings = summary.warnings
        provenance = RunProvenance.names.compactMap { name in
            summary.provenance[name].map { (name, $0) }
        }
    }

    private static func answer(_ summary: RunSummary) -> String {
        let judged = summary.numbers.filter { $0.inRange != nil }
        let outside = judged.filter { $0.inRange == false }.map(\.name)
        let periodic =
            summary.periodic
            ? "The beat repeats itself after \(summary.beats) beats."
            : "The beat has not become periodic in \(summary.beats) beats."
        let ranges =
            outside.isEmpty
            ? "All \(judged.count) numbers with a normal range lie inside it."
            : "\(judged.count - outside.count) of \(judged.count) numbers lie in the healthy "
                + "adult's range; outside: \(outside.joined(separator: ", "))."
        return periodic + " " + ranges
    }

    private static func tiles(_ summary: RunSummary) -> [(value: String, name: String)] {
        func text(_ id: String, _ format: String) -> String {
            summary.number(id).map { String(format: format, $0) } ?? "–"
        }
        return [
            (text("lvEFPercent", "%.0f %%"), "LV ejection fraction"),
            (text("lvSVML", "%.0f mL"), "LV stroke volume"),
            (
                text("aorticSystolicMmHg", "%.0f") + "/" + text("aorticDiastolicMmHg", "%.0f mmHg"),
                "aortic pressure"
            ),
            (text("cardiacOutputLPerMin", "%.1f L/min"), "cardiac output"),
            (text("lvEDPMmHg", "%.0f mmHg"), "LV end-diastolic pressure"),
            (text("qrsDurationMs", "%.0f ms"), "QRS duration"),
            (text("glsPercent", "%.0f %%"), "global longitudinal strain"),
        ]
    }
}
