import Batch
import CommandLineSupport
import Foundation
import Storage

/// A batch as a job array of Slurm.
struct SlurmArray {
    let folder: BatchFolder
    let options: SlurmOptions
    let output: OutputOptions

    /// What `--slurm --json` prints.
    private struct Document: Encodable {
        var folder: String
        var script: String
        var tasks: String
        var patientsPerTask: Int
        var job: String?
    }

    /// Writes the script and, where it is asked, submits it; the folder has been prepared.
    ///
    /// - Throws: ``BatchError``, ``SlurmError``, `StorageError`.
    func submit() throws {
        let plan = try BatchPlan(reading: folder)
        let chunks = SlurmChunks(of: plan, pointsPerTask: options.chunk)
        let tasks = chunks.unfinished(CaseLedger(of: folder, cases: 0..<plan.cases))
        let slurm = SlurmFolder(of: folder)
        guard !tasks.isEmpty else {
            say("every case has ended; hearttwin batch collect \(folder.path)")
            return
        }
        if chunks.count > SlurmChunks.mostTasks {
            say(
                "\(chunks.count) tasks are more than clusters usually take at once; a larger --chunk makes fewer"
            )
        }
        try slurm.make()
        let script = SlurmScript(
            name: "hearttwin-" + plan.name, program: Companion.path("hearttwin-batch"),
            folder: URL(filePath: folder.path).standardizedFileURL.path, chunks: chunks,
            tasks: tasks, resources: options.resources)
        try TextFile.write(script.text, to: slurm.script)
        var job: String?
        if options.slurm {
            let answer = try SlurmProgram("sbatch").output(["--parsable", slurm.script])
            let number = answer.split { $0 == ";" || $0.isNewline }.first.map(String.init) ?? "?"
            try slurm.add(
                .init(
                    job: number, chunk: chunks.pointsPerTask, tasks: SlurmChunks.text(tasks)))
            job = number
        }
        if output.json {
            return try Printing.json(
                Document(
                    folder: folder.path, script: slurm.script, tasks: SlurmChunks.text(tasks),
                    patientsPerTask: chunks.pointsPerTask, job: job))
        }
        print(
            job.map {
                "job array \($0): \(tasks.count) tasks of up to \(chunks.pointsPerTask) patients"
            }
                ?? "\(slurm.script): \(tasks.count) tasks of up to \(chunks.pointsPerTask) patients"
        )
        say("hearttwin batch status \(folder.path) tells how far it is")
    }

    /// Computes a task in this process.
    ///
    /// - Throws: ``BatchError``, ``SlurmError``; the code 75 where it was told to stop.
    func compute(_ index: Int) throws {
        Interrupts.listen(quiet: true, also: [SIGUSR1])
        let plan = try BatchPlan(reading: folder)
        let lock = try BatchLock(folder, shared: true)
        defer { withExtendedLifetime(lock) {} }
        let chunks = SlurmChunks(of: plan, pointsPerTask: options.chunk)
        guard let cases = chunks.cases(ofTask: index) else {
            throw SlurmError.noSuchTask(index: index, count: chunks.count)
        }
        try Worker.compute(cases, of: plan, in: folder) { Interrupts.stopRequested }
        say(
            "task \(index): every case from \(cases.lowerBound) to \(cases.upperBound - 1) has ended"
        )
    }

    private func say(_ text: String) {
        if !output.quiet { ProgressLine.write("hearttwin: \(text)\n") }
    }
}

/// How the job arrays of a batch stand, by Slurm.
enum SlurmQueue {
    /// One line, such as `Slurm: 3 running, 12 pending`; nil where nothing was submitted or Slurm is not here.
    static func line(of folder: BatchFolder) -> String? {
        let jobs = SlurmFolder(of: folder).submissions.map(\.job)
        guard !jobs.isEmpty else { return nil }
        // Jobs that Slurm has forgotten make it refuse; each is asked for alone then.
        let answers = jobs.compactMap {
            try? SlurmProgram("squeue").output(["-h", "-r", "-o", "%T", "-j", $0])
        }
        guard !answers.isEmpty else {
            return "Slurm: squeue does not know job \(jobs.joined(separator: ", ")) any more"
        }
        var counts: [String: Int] = [:]
        for state in answers.joined(separator: "\n").split(whereSeparator: \.isNewline) {
            counts[state.lowercased(), default: 0] += 1
        }
        guard !counts.isEmpty else { return "Slurm: no task is left in the queue" }
        return "Slurm: "
            + counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
            .joined(separator: ", ")
    }
}
