import ArgumentParser
import Batch
import CommandLineSupport

/// `hearttwin batch status FOLDER`.
struct BatchStatus: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Tell how far a batch is.")

    @Argument(help: "The results folder.", completion: .directory)
    var folder: String

    @OptionGroup var terminal: OutputOptions

    /// What `--json` prints.
    private struct Document: Encodable {
        var cohort: String
        var cases: Int
        var states: [String: Int]
        var tornLines: Int
        var repeatedCases: Int
        var slurm: String?
    }

    func run() throws {
        let folder = BatchFolder(folder)
        let plan = try BatchPlan(reading: folder)
        let ledger = CaseLedger(of: folder, cases: 0..<plan.cases)
        let states = BatchSummary.states(plan, ledger)
        if terminal.json {
            return try Printing.json(
                Document(
                    cohort: plan.name, cases: plan.cases, states: states,
                    tornLines: ledger.torn.count, repeatedCases: ledger.repeated.count,
                    slurm: SlurmQueue.line(of: folder)))
        }
        print("\(plan.name): \(plan.cases) cases")
        for (state, count) in states.sorted(by: { $0.key < $1.key }) where count > 0 {
            print("\(count) \(state)")
        }
        if let line = SlurmQueue.line(of: folder) { print(line) }
        if !ledger.torn.isEmpty { print("! \(ledger.torn.count) half-written lines left out") }
    }
}

/// `hearttwin batch collect FOLDER`.
struct BatchCollect: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "collect",
        abstract: "Write the table of what is there, also before all of it is.")

    @Argument(help: "The results folder.", completion: .directory)
    var folder: String

    @OptionGroup var terminal: OutputOptions

    func run() throws {
        let folder = BatchFolder(folder)
        let summary = try BatchResults.collect(try BatchPlan(reading: folder), folder)
        try terminal.json
            ? Printing.json(summary)
            : print(summary.text + "\n\n\(folder.table)\n\(folder.file)")
        let code = BatchResults.exitCode(summary)
        if code != 0 { throw ExitCode(code) }
    }
}
