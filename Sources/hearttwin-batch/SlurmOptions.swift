import ArgumentParser
import Batch

/// Options of `hearttwin batch` for clusters with Slurm.
struct SlurmOptions: ParsableArguments {
    @Flag(help: "Write a job array and submit it to Slurm instead of computing here.")
    var slurm = false

    @Flag(help: "Write the job array without submitting it.")
    var slurmScript = false

    @Option(
        help: ArgumentHelp(
            "Patients, at every point of what is varied, of a task (default: 256 or more on the level of the loop, one heart).",
            valueName: "count"))
    var chunk: Int?

    @Option(help: "Partition of the tasks.") var partition: String?

    @Option(help: "Time of a task, such as 02:00:00.") var time: String?

    @Option(help: "Memory of a task, such as 2G.") var memory: String?

    @Option(
        help: ArgumentHelp(
            "Compute this task of the array, with the --chunk it was cut by: what the script calls.",
            valueName: "task"))
    var arrayIndex: Int?

    /// Whether a script is wanted.
    var isWanted: Bool { slurm || slurmScript }

    func validate() throws {
        if let chunk, !(1...100_000_000).contains(chunk) {
            throw ValidationError("--chunk \(chunk): 1 to 100000000.")
        }
        guard arrayIndex == nil || chunk != nil else {
            throw ValidationError("--array-index needs the --chunk the array was cut by.")
        }
        guard arrayIndex == nil || !isWanted else {
            throw ValidationError("--array-index computes a task; --slurm makes the array.")
        }
        for (name, value) in [("partition", partition), ("time", time), ("memory", memory)] {
            guard let value else { continue }
            guard isWanted else { throw ValidationError("--\(name) goes with --slurm.") }
            let isWord = value.allSatisfy {
                $0.isASCII && ($0.isLetter || $0.isNumber || "-_:,.".contains($0))
            }
            guard isWord, !value.isEmpty else {
                throw ValidationError("--\(name) \(value): nothing that sbatch takes.")
            }
        }
    }

    /// What is asked of the cluster.
    var resources: SlurmScript.Resources {
        .init(partition: partition, time: time, memory: memory)
    }
}
