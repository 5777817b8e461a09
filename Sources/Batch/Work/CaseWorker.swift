import Circulation
import Foundation
import HeartModel
import LoopLevel

/// Computes a range of cases in this process and records each in a shard of its own.
///
/// The same worker serves the pool of one machine and a task of a cluster. Cases that any shard has the end of
/// are not computed again.
public struct CaseWorker {
    /// How the work ended.
    public enum End: Sendable, Equatable {
        /// Every case has an end.
        case complete
        /// It was told to stop: the rest can be computed later.
        case stopped
    }

    private let folder: BatchFolder
    private let plan: BatchPlan
    private let cases: Range<Int>
    private let simulator: String
    private let shouldStop: () -> Bool

    /// Describes the work.
    ///
    /// - Parameters:
    ///   - cases: within those of the plan.
    ///   - simulator: the program hearttwin, for cases of the level of the heart.
    ///   - shouldStop: asked between blocks of cases.
    public init(
        of plan: BatchPlan, in folder: BatchFolder, cases: Range<Int>, simulator: String,
        shouldStop: @escaping () -> Bool
    ) {
        self.folder = folder
        self.plan = plan
        self.cases = cases
        self.simulator = simulator
        self.shouldStop = shouldStop
    }

    /// Points that are worked out together.
    private static let pointsAtOnce = 64

    /// Does the work.
    ///
    /// - Throws: ``BatchError``.
    public func run() throws -> End {
        guard CaseLedger(of: folder, cases: cases).pending > 0 else { return .complete }
        let shard = try CaseShard(folder.shard(cases))
        // Read again: until the shard was ours, somebody else may have written it.
        let ledger = CaseLedger(of: folder, cases: cases)
        let points = plan.point(of: cases.lowerBound)..<plan.point(of: cases.upperBound - 1) + 1
        for first in stride(from: points.lowerBound, to: points.upperBound, by: Self.pointsAtOnce) {
            let part = first..<min(first + Self.pointsAtOnce, points.upperBound)
            let wanted = { (index: Int) in cases.contains(index) && ledger.state(index) == nil }
            let patients = try plan.points(part, in: folder)
            let end =
                switch plan.run.level {
                case .loop:
                    try LoopCases(
                        plan: plan, folder: folder, first: part.lowerBound, points: patients,
                        shard: shard, shouldStop: shouldStop
                    ).run(wanted)
                case .heart:
                    try HeartCases(
                        plan: plan, folder: folder, first: part.lowerBound, points: patients,
                        shard: shard, simulator: simulator, shouldStop: shouldStop
                    ).run(wanted)
                }
            guard end else { return .stopped }
        }
        return .complete
    }
}

/// What a worker has finished, as it is written.
final class CaseShard {
    private let file: AppendedFile

    init(_ path: String) throws(BatchError) { file = try AppendedFile(path, alone: true) }

    /// Notes that cases begin.
    func begin(_ cases: [Int]) throws {
        try file.append(JSONLine.of(ShardLine.begin(cases)))
    }

    /// Records ends, and brings them to the disk.
    func end(_ records: [CaseRecord]) throws {
        guard !records.isEmpty else { return }
        try file.append(records.map { try JSONLine.of($0) }.joined())
        try file.synchronise()
    }
}
