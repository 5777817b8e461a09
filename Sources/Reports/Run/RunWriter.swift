import Circulation
import Foundation
import Geometry
import HeartModel
import Mechanics
import Numerics
import Patients
import Quantities
import Storage

/// Writes a run's folder: mesh, traces, numbers and page.
public struct RunWriter {
    private let result: RunResult
    private let folder: RunFolder
    private let motion: MotionOutput

    /// Makes a writer.
    ///
    /// - `motion`: which frames and fields of the moving mesh are written.
    public init(_ result: RunResult, folder: RunFolder, motion: MotionOutput = .everything) {
        self.result = result
        self.folder = folder
        self.motion = motion
    }

    /// Writes everything that can be said about the completed beats; nothing when there is none.
    ///
    /// `summary.json` goes first and comes last: where it is, the results around it are complete
    /// and belong to it, also when the disk fills up or the process is killed in between.
    ///
    /// - Returns: what went to `summary.json`.
    /// - Throws: ``ReportsError``, `StorageError`.
    public func write(
        interrupted: Bool, wallSeconds: Double, cpuSeconds: Double
    ) throws -> RunSummary {
        let deformation = try result.deformation()
        let summary = summary(
            deformation, interrupted: interrupted, wallSeconds: wallSeconds,
            cpuSeconds: cpuSeconds)
        guard !result.beats.isEmpty else { return summary }
        let json = try JSONText.of(summary)
        folder.remove(
            [folder.summary] + (result.emulator == nil ? [folder.emulator] : [])
                + (deformation == nil ? [folder.strain] : []))
        try result.motion.write(to: folder, output: motion) { root in
            let group = try root.createGroup("hearttwin/provenance")
            try result.provenance.write(to: group, summary: summary, json: json)
            if let unloaded = result.unloaded { try write(unloaded, to: root) }
        }
        var traces = TracesCSV()
        for (index, beat) in result.beats.enumerated() { traces.append(beat, number: index + 1) }
        try TextFile.write(traces.text, to: folder.traces)
        if let emulator = result.emulator {
            try TextFile.write(
                JSONText.of(
                    StoredEmulator(
                        emulator, of: result.model.parameters,
                        patient: result.patient.subject.identifier)),
                to: folder.emulator)
        }
        if let deformation {
            try TextFile.write(StrainCSV(deformation).text, to: folder.strain)
        }
        try TextFile.write(
            ElectrocardiogramCSV(result.model.electrics.electrocardiogram).text,
            to: folder.electrocardiogram)
        let report = RunReport(result, summary: summary, deformation: deformation)
        let page = ReportPage(report.content()).html()
        try TextFile.write(page, to: folder.report)
        try TextFile.write(json, to: folder.summary)
        return summary
    }

    /// Node positions of the shape without pressures, on the mesh of the series.
    private func write(_ unloaded: UnloadedShape, to root: H5Group) throws {
        let group = try root.createGroup("hearttwin/unloaded")
        try group.write(
            "points", unloaded.points.flatMap { [$0.x, $0.y, $0.z] },
            shape: [unloaded.points.count, 3])
        try group.setAttribute("units", "mm", of: "points")
        try group.write("cavity_volumes", unloaded.volumes.map { $0 / Units.mL })
        try group.setAttribute("units", "mL", of: "cavity_volumes")
    }

    private func summary(
        _ deformation: RegionalDeformation?, interrupted: Bool, wallSeconds: Double,
        cpuSeconds: Double
    ) -> RunSummary {
        let numbers = result.metrics(deformation).map { metric -> RunSummary.Number in
            let range = NormalRanges.range(metric.identifier)?.range
            return RunSummary.Number(
                identifier: metric.identifier, name: metric.name, value: metric.value,
                unit: metric.unit, low: range?.lowerBound, high: range?.upperBound,
                inRange: range.map { $0.contains(metric.value) })
        }
        let heartSeconds = result.newBeats * result.model.cycleLength / Units.second
        let computed = result.newBeats > 0 && result.seconds > 0
        let convergence = convergence()
        var segments: [RunSummary.Segment] = []
        if let deformation, let frame = result.endSystolicFrame() {
            segments = RunSummary.segments(deformation, endSystole: frame)
        }
        return RunSummary(
            patient: result.patient.subject.identifier, subject: result.subject,
            completed: !interrupted,
            periodic: result.isPeriodic, beats: result.beats.count,
            largestChangePercent: result.comparisons.map { 100 * $0.largest },
            convergence: convergence, numbers: numbers, segments: segments,
            warnings: result.warnings(),
            secondsPerBeat: computed ? result.seconds / result.newBeats : 0,
            realTimeFactor: computed ? heartSeconds / result.seconds : 0,
            wallSeconds: wallSeconds, cpuSeconds: cpuSeconds,
            steps: convergence.reduce(0) { $0 + $1.steps },
            newtonIterations: convergence.reduce(0) { $0 + $1.newtonIterations },
            factorisations: convergence.reduce(0) { $0 + $1.factorisations },
            rejectedSteps: convergence.reduce(0) { $0 + $1.rejectedSteps },
            bloodVolumeDrift: bloodVolumeDrift(),
            imagedVolumesML: result.history.imagedVolumes.map { $0 / Units.mL },
            imageDistanceMm: result.history.imageDistance,
            provenance: result.provenance.pairs.reduce(into: [:]) { $0[$1.name] = $1.value })
    }

    private func convergence() -> [RunSummary.Convergence] {
        result.history.efforts.enumerated().map { index, effort in
            let change = index > 0 ? result.comparisons[index - 1] : nil
            return RunSummary.Convergence(
                beat: index + 1, steps: effort.steps, rejectedSteps: effort.rejectedSteps,
                newtonIterations: effort.iterations, factorisations: effort.factorisations,
                largestForceResidual: effort.largestForceResidual,
                largestVolumeResidualMm3: effort.largestVolumeResidual,
                largestChangePercent: change.map { 100 * $0.largest }, changed: change?.worst)
        }
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
