import Circulation
import Foundation
import HeartModel
import Patients
import Quantities
import Storage

/// Writes a run's folder: mesh, traces, numbers and page.
public struct RunWriter {
    private let result: RunResult
    private let folder: RunFolder

    /// Makes a writer.
    public init(_ result: RunResult, folder: RunFolder) {
        self.result = result
        self.folder = folder
    }

    /// Writes everything that can be said about the beats so far; an interrupted run gets traces and
    /// numbers of its complete beats only.
    ///
    /// - Returns: what went to `summary.json`.
    /// - Throws: ``ReportsError``, `StorageError`.
    public func write(
        interrupted: Bool, wallSeconds: Double, cpuSeconds: Double
    ) throws -> RunSummary {
        let summary = summary(
            interrupted: interrupted, wallSeconds: wallSeconds, cpuSeconds: cpuSeconds)
        var traces = TracesCSV()
        for (index, beat) in result.beats.enumerated() { traces.append(beat, number: index + 1) }
        try RunFolder.write(traces.text, to: folder.traces)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let json = String(decoding: try encoder.encode(summary), as: UTF8.self) + "\n"
        try RunFolder.write(json, to: folder.summary)
        guard !interrupted, !result.beats.isEmpty else { return summary }
        try result.motion.write(to: folder) { root in
            let group = try root.createGroup("hearttwin/provenance")
            for (name, value) in result.provenance { try group.setAttribute(name, value) }
            try group.setAttribute("summary", json)
        }
        let page = ReportPage(RunReport(result, summary: summary).content()).html()
        try RunFolder.write(page, to: folder.report)
        return summary
    }

    private func summary(
        interrupted: Bool, wallSeconds: Double, cpuSeconds: Double
    ) -> RunSummary {
        let numbers = result.metrics().map { metric -> RunSummary.Number in
            let range = NormalRanges.range(metric.identifier)?.range
            return RunSummary.Number(
                identifier: metric.identifier, name: metric.name, value: metric.value,
                unit: metric.unit, low: range?.lowerBound, high: range?.upperBound,
                inRange: range.map { $0.contains(metric.value) })
        }
        let count = max(result.newBeats, 1e-3)
        let heartSeconds = count * result.model.cycleLength / Units.second
        return RunSummary(
            patient: result.patient.subject.identifier, completed: !interrupted,
            periodic: result.isPeriodic, beats: result.beats.count,
            largestChangePercent: result.comparisons.map { 100 * $0.largest }, numbers: numbers,
            warnings: result.warnings(), secondsPerBeat: result.seconds / count,
            realTimeFactor: heartSeconds / max(result.seconds, 1e-9), wallSeconds: wallSeconds,
            cpuSeconds: cpuSeconds, steps: result.effort.steps,
            newtonIterations: result.effort.iterations,
            factorisations: result.effort.factorisations,
            rejectedSteps: result.effort.rejectedSteps, bloodVolumeDrift: bloodVolumeDrift(),
            imagedVolumesML: result.model.imaged.volumes.map { $0 / Units.mL },
            imageDistanceMm: result.model.imaged.largestDistance,
            provenance: result.provenance.reduce(into: [:]) { $0[$1.name] = $1.value })
    }

    /// Largest relative change of the blood volume within a beat.
    private func bloodVolumeDrift() -> Double {
        result.beats.map { beat in
            let volumes = beat.states.map(\.bloodVolume)
            guard let first = volumes.first else { return 0 }
            return (volumes.map { abs($0 - first) }.max() ?? 0) / first
        }.max() ?? 0
    }
}
