import ArgumentParser
import CommandLineSupport

/// The program of `hearttwin batch` and `hearttwin cohort`.
@main
struct HeartTwinBatch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hearttwin", subcommands: [BatchCommand.self, CohortCommand.self, Worker.self])

    static func main() { runProgram() }
}

/// `hearttwin batch`.
struct BatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch",
        abstract: "Compute cohorts: patients, what is done to them, what is varied.",
        discussion: """
            hearttwin batch cohort.toml computes all cases on this machine and collects one table. The same \
            command again goes on where it stopped; --schema prints the form of cohort files; docs/batch.md.
            """,
        subcommands: [BatchRun.self, BatchStatus.self, BatchCollect.self],
        defaultSubcommand: BatchRun.self)
}
