/// The cases of a batch cut into tasks of a job array.
public struct SlurmChunks: Sendable, Equatable {
    /// Points of a task: patients times points of the varied parameters.
    public let pointsPerTask: Int
    /// How many tasks there are.
    public let count: Int
    private let casesPerTask: Int
    private let cases: Int

    /// Tasks that a cluster takes in one array unless its administrator changed MaxArraySize (1001).
    public static let mostTasks = 1000

    /// Points of a task on the level of the loop: at 48 ms of processor time a patient with one treatment (Benchmarks/batch.md)
    /// it computes for 12 s, so that a second of scheduling and starting (assumed; Slurm's main loop turns every few
    /// seconds) stays below a tenth.
    private static let fewestLoopPoints = 256

    /// Cuts a batch.
    ///
    /// - Parameter pointsPerTask: nil for as few as make no more than ``mostTasks`` tasks.
    public init(of plan: BatchPlan, pointsPerTask: Int? = nil) {
        let least = (plan.points + Self.mostTasks - 1) / Self.mostTasks
        let usual = plan.run.level == .loop ? Self.fewestLoopPoints : 1
        self.pointsPerTask = max(pointsPerTask ?? max(least, usual), 1)
        casesPerTask = self.pointsPerTask * plan.casesPerPoint
        cases = plan.cases
        count = (plan.points + self.pointsPerTask - 1) / self.pointsPerTask
    }

    /// The cases of a task; nil for one that does not exist.
    public func cases(ofTask index: Int) -> Range<Int>? {
        guard (0..<count).contains(index) else { return nil }
        return index * casesPerTask..<min((index + 1) * casesPerTask, cases)
    }

    /// Tasks with cases that have not ended.
    public func unfinished(_ ledger: CaseLedger) -> [Int] {
        (0..<count).filter { index in
            cases(ofTask: index)?.contains { ledger.state($0) == nil } ?? false
        }
    }

    /// Indices as sbatch's --array takes them: `0-3,7`.
    public static func text(_ indices: [Int]) -> String {
        var parts: [String] = []
        var start = 0
        while start < indices.count {
            var end = start
            while end + 1 < indices.count, indices[end + 1] == indices[end] + 1 { end += 1 }
            parts.append(
                start == end ? "\(indices[start])" : "\(indices[start])-\(indices[end])")
            start = end + 1
        }
        return parts.joined(separator: ",")
    }
}
