/// Where a batch keeps what belongs to its job arrays.
public struct SlurmFolder: Sendable {
    /// Path of the folder.
    public let path: String

    /// A submission.
    public struct Submission: Codable, Sendable, Equatable {
        /// Number of the job array.
        public var job: String
        /// Patients of a task.
        public var chunk: Int
        /// Tasks, as sbatch takes them.
        public var tasks: String

        /// Describes a submission.
        public init(job: String, chunk: Int, tasks: String) {
            self.job = job
            self.chunk = chunk
            self.tasks = tasks
        }
    }

    /// That of a batch.
    public init(of folder: BatchFolder) { path = folder.path + "/slurm" }

    /// The script.
    public var script: String { path + "/array.sh" }

    private var jobs: String { path + "/jobs.jsonl" }

    /// Makes the folder.
    ///
    /// - Throws: ``BatchError/unwritable(file:reason:)``.
    public func make() throws(BatchError) { try BatchFolder.make(path) }

    /// Remembers a submission.
    ///
    /// - Throws: ``BatchError``.
    public func add(_ submission: Submission) throws {
        let file = try AppendedFile(jobs)
        try file.append(JSONLine.of(submission))
        try file.synchronise()
    }

    /// What was submitted, oldest first.
    public var submissions: [Submission] {
        guard var lines = LineFile(jobs) else { return [] }
        defer { lines.end() }
        var found: [Submission] = []
        lines.read { line, _ in
            if let submission = JSONLine.read(Submission.self, line) { found.append(submission) }
        }
        return found
    }
}
