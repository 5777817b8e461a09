public import ArgumentParser
public import Batch
import CommandLineSupport
import Foundation

/// `hearttwin batch cohort.toml`: computes what is not computed yet, and collects the table.
struct BatchRun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Compute a cohort (the default).")

    @Argument(help: "The cohort file.", completion: .file(extensions: ["toml"]))
    var cohort: String?

    @Option(name: .shortAndLong, help: "Results folder; default: the cohort's name with .batch.")
    var output: String?

    @Option(name: .shortAndLong, help: "Workers; default: one for every processor.")
    var jobs: Int?

    @Flag(help: "Only tell what would be computed, and everything that is wrong.")
    var dryRun = false

    @Flag(help: "Work the cohort out and make the folder, compute nothing: for clusters.")
    var prepare = false

    @Flag(help: "Go on where an earlier run stopped; there must be one. (Without it, too.)")
    var resume = false

    @Option(
        help:
            "Compute cases in this state again (failed, timed-out, crashed); may be given several times."
    )
    var retry: [CaseRecord.State] = []

    @Flag(help: "Remove another cohort's results from the folder first.")
    var forceNew = false

    @Flag(help: "Print the form of cohort files.")
    var schema = false

    @OptionGroup(title: "Clusters") var cluster: SlurmOptions

    @OptionGroup var terminal: OutputOptions

    func validate() throws {
        guard schema || cohort != nil || (cluster.arrayIndex != nil && output != nil) else {
            throw ValidationError("Missing expected argument '<cohort>'.")
        }
        if let jobs, !(1...512).contains(jobs) {
            throw ValidationError("--jobs \(jobs): 1 to 512.")
        }
        for state in retry where state == .done || state == .skipped {
            throw ValidationError("--retry \(state.rawValue): failed, timed-out or crashed.")
        }
        guard !resume || !forceNew else {
            throw ValidationError("--resume and --force-new exclude each other.")
        }
    }

    func run() throws {
        if schema { return Printing.out(CohortSchema.text) }
        if let task = cluster.arrayIndex {
            let path = output ?? BatchFolder.standard(for: cohort ?? "")
            return try SlurmArray(folder: BatchFolder(path), options: cluster, output: terminal)
                .compute(task)
        }
        guard let cohort else { return }
        if dryRun { return try tell(cohort) }
        Interrupts.listen(quiet: true)
        let folder = BatchFolder(output ?? BatchFolder.standard(for: cohort))
        if resume { _ = try BatchPlan(reading: folder) }
        let job = BatchJob(
            cohort: cohort, folder: folder,
            jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount,
            anew: forceNew, retry: Set(retry), output: terminal)
        guard let summary = try job.run(preparing: prepare || cluster.isWanted) else {
            guard cluster.isWanted else { return }
            return try SlurmArray(folder: folder, options: cluster, output: terminal).submit()
        }
        try terminal.json ? Printing.json(summary.document) : print(summary.text)
        if summary.code != 0 { throw ExitCode(summary.code) }
    }

    /// What `--dry-run --json` prints.
    private struct Preview: Encodable {
        var cohort: String
        var points: Int
        var scenarios: [String]
        var cases: Int
        var digest: String
        var skipped: [BatchProblem]
        var notes: [String]
    }

    private func tell(_ cohort: String) throws {
        let found: CohortExpansion
        do {
            found = try CohortExpansion(of: cohort, program: Version.program)
        } catch BatchError.problems(let problems) where terminal.json {
            try Printing.json(["problems": problems])
            throw ExitCode(CommandExit.badData)
        }
        let plan = found.plan
        if terminal.json {
            return try Printing.json(
                Preview(
                    cohort: plan.name, points: plan.points,
                    scenarios: [BatchScenario.untreated] + plan.scenarios.map(\.name),
                    cases: plan.cases, digest: plan.digest, skipped: found.tolerated,
                    notes: found.notes))
        }
        print(plan.text)
        for note in found.notes { print("! \(note)") }
        for problem in found.tolerated { print("! skipped: \(problem)") }
    }
}

extension CaseRecord.State: ExpressibleByArgument {}

extension Version {
    /// Name and version.
    static var program: String { "hearttwin \(current)" }
}
