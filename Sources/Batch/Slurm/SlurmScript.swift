/// The script of a job array that computes a batch.
///
/// Preempted, or a minute before its time is over, a task tells its worker to stop, which records what it has
/// and ends with 75; the task then goes back to the queue and later computes the rest. A task whose worker was
/// killed goes back as well, a few times.
public struct SlurmScript: Sendable {
    /// What is asked of the cluster.
    public struct Resources: Sendable, Equatable {
        /// Partition; the cluster's own when nil.
        public var partition: String?
        /// Time of a task as Slurm writes it, such as 02:00:00.
        public var time: String?
        /// Memory of a task as Slurm writes it, such as 2G.
        public var memory: String?

        /// Asks for nothing in particular where nil.
        public init(partition: String? = nil, time: String? = nil, memory: String? = nil) {
            self.partition = partition
            self.time = time
            self.memory = memory
        }
    }

    private let name: String
    private let program: String
    private let folder: String
    private let chunks: SlurmChunks
    private let tasks: [Int]
    private let resources: Resources

    /// Restarts after which a task that is killed again and again is left to somebody.
    private static let mostRestarts = 20

    /// Describes a script.
    ///
    /// - Parameters:
    ///   - program: absolute path of hearttwin-batch, as the nodes see it.
    ///   - folder: absolute path of the results folder.
    ///   - tasks: indices to compute.
    public init(
        name: String, program: String, folder: String, chunks: SlurmChunks, tasks: [Int],
        resources: Resources
    ) {
        self.name = name
        self.program = program
        self.folder = folder
        self.chunks = chunks
        self.tasks = tasks
        self.resources = resources
    }

    /// The script.
    public var text: String {
        """
        #!/bin/bash
        #SBATCH --job-name=\(Self.plain(name))
        #SBATCH --array=\(SlurmChunks.text(tasks))
        #SBATCH --nodes=1
        #SBATCH --ntasks=1
        #SBATCH --cpus-per-task=1
        \(asked)#SBATCH --requeue
        #SBATCH --signal=B:USR1@60
        #SBATCH --open-mode=append
        #SBATCH --output=\(Self.quoted(folder))/slurm/%A_%a.log
        # Every task computes \(chunks.pointsPerTask) patients and records each case when it ends; what is recorded is never
        # computed again.
        export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
        \(Self.word(program)) batch --output \(Self.word(folder)) \
        --chunk \(chunks.pointsPerTask) --array-index "$SLURM_ARRAY_TASK_ID" &
        worker=$!
        trap 'kill -USR1 "$worker" 2>/dev/null' USR1 TERM
        # A signal ends "wait" before the worker has ended.
        while kill -0 "$worker" 2>/dev/null; do wait "$worker"; done
        wait "$worker"
        code=$?
        if { [ "$code" -eq 75 ] || [ "$code" -gt 128 ]; } && [ "${SLURM_RESTART_COUNT:-0}" -lt \(Self.mostRestarts) ]; then
            echo "hearttwin: task $SLURM_ARRAY_TASK_ID ended with $code and goes back to the queue"
            scontrol requeue "${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}" || true
        fi
        exit "$code"

        """
    }

    private var asked: String {
        var lines = ""
        if let partition = resources.partition { lines += "#SBATCH --partition=\(partition)\n" }
        if let time = resources.time { lines += "#SBATCH --time=\(time)\n" }
        if let memory = resources.memory { lines += "#SBATCH --mem=\(memory)\n" }
        return lines
    }

    /// A word of the shell, whatever is in it.
    static func word(_ text: String) -> String {
        "'" + text.replacing("'", with: "'\\''") + "'"
    }

    /// A path in a line of sbatch, which knows quotes but no escapes.
    private static func quoted(_ text: String) -> String {
        text.contains(" ") ? "\"\(text)\"" : text
    }

    /// Letters, digits and dashes.
    private static func plain(_ text: String) -> String {
        String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }.prefix(60))
    }
}
