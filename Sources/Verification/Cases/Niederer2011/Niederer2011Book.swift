import Foundation

/// Computes runs of the N-version slab once each, says how far they are, and compares.
struct Niederer2011Book {
    private var archive: CaseArchive<Niederer2011Run.Times>
    private let progress: @Sendable (String) -> Void

    /// - Parameter folder: where finished computations are kept; nil for nowhere.
    init(keptIn folder: String?, progress: @escaping @Sendable (String) -> Void) throws {
        archive = try CaseArchive("niederer2011", version: 2, folder: folder)
        self.progress = progress
    }

    /// The times of a run; computed where they are not known yet.
    mutating func times(_ run: Niederer2011Run) throws -> Niederer2011Run.Times {
        try archive.result(run.name) { [progress] in try Self.compute(run, progress) }
    }

    private static func compute(
        _ run: Niederer2011Run, _ progress: (String) -> Void
    ) throws -> Niederer2011Run.Times {
        progress("\(run.name) ...")
        let start = ProcessorTime.seconds
        // Lumped fronts take longer; the estimate of the rest is that of the usual 45 ms.
        let usual = run.mass == .lumped && run.spacing > 0.2 ? 130.0 : 45
        let steps = Int(usual / 0.2)
        var meter = ProgressMeter(total: steps, done: 0)
        let times = try run.times { time in
            if let line = meter.line(done: min(steps - 1, Int(time / 0.2))) {
                progress("  \(String(format: "%.1f", time)) ms, \(line)")
            }
        }
        let words = times.points.map { String(format: "%.3f", $0) }.joined(separator: " ")
        let seconds = String(format: "%.0f", ProcessorTime.seconds - start)
        progress("\(run.name): \(words) ms, \(seconds) CPU s")
        return times
    }

    /// The points of a row beside those of a run of ours; judged where a distance [ms] is given.
    mutating func compare(
        _ run: Niederer2011Run, with row: Niederer2011Tables.Row, within distance: Double?
    ) throws -> [Check] {
        let times = try times(run).points
        return row.times.indices.filter { row.times[$0].isFinite }.map { k in
            let name = "P\(k + 1) of \(row.code), \(run.name)"
            guard let distance else {
                return Check(
                    name, unit: "ms", observed: times[k], expected: row.times[k], gated: false)
            }
            return Check(
                name, unit: "ms", observed: times[k], expected: row.times[k], tolerance: distance)
        }
    }
}
