import ArgumentParser
import CommandLineSupport
import Foundation
import Quantities
import Suites
import Verification

/// `hearttwin validate`: judges benchmarks and suites of reference data, and compares with stored numbers.
struct Validate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Run a published benchmark, or a suite of reference data, and judge every number.",
        discussion: """
            A suite is a file of published numbers; any results can be judged by it, without code: see \
            docs/validation.md and docs/tutorial-suite.md.
            """)

    @Argument(help: "The case to run; --list shows them.")
    var name: String?

    @Flag(help: "List the cases with their sources, and the suites.")
    var list = false

    @Flag(help: "The reduced grid used in continuous integration, where the case has one.")
    var quick = false

    @Option(help: "A suite of reference data: its name (--list shows them) or its file.")
    var suite: String?

    @Option(
        help: ArgumentHelp(
            "A table of results that stands in for a population of the suite; may be given several times.",
            valueName: "population=file"))
    var table: [String] = []

    @Option(
        name: .shortAndLong,
        help: "Folder for the suite's outcome.json, rows.csv, junit.xml and report.html.")
    var output: String?

    @Option(help: "Folder that keeps results, for hearttwin credibility.")
    var save: String?

    @Option(help: "Compare the numbers of the suites that this file lists with those it holds.")
    var baseline: String?

    @Flag(help: "With --baseline: take over the new numbers.")
    var update = false

    @Option(help: "Folder that holds meshes/, patients/ and Benchmarks/suites/.")
    var data = DataDirectory.standard

    @Option(help: "Folder of reference data outside the repository, for the cases that need it.")
    var reference = ReferenceDirectory.standard

    @Option(help: "Folder for checkpoints of long cases; they go on from those they find there.")
    var checkpoints: String?

    @OptionGroup var terminal: OutputOptions

    func validate() throws {
        let jobs = [name != nil, suite != nil, baseline != nil, list].count { $0 }
        guard jobs == 1 else {
            throw ValidationError(
                jobs == 0
                    ? "Name a case, a suite with --suite, or a file with --baseline; --list shows them."
                    : "A case, --suite, --baseline and --list exclude one another.")
        }
        guard suite != nil || output == nil && table.isEmpty else {
            throw ValidationError("--output and --table belong to --suite.")
        }
        guard !update || save == nil else {
            throw ValidationError("--update and --save exclude each other.")
        }
        guard baseline != nil || !update else {
            throw ValidationError("--update belongs to --baseline.")
        }
        guard !quick || name != nil else {
            throw ValidationError("--quick belongs to a case; a suite says itself what it runs.")
        }
    }

    func run() throws {
        if list { return show() }
        if let name { return try CaseCommand(options: self, name: name).run() }
        if let suite { return try SuiteCommand(options: self, name: suite).run() }
        if let baseline { return try BaselineCommand(options: self, file: baseline).run() }
    }

    private func show() {
        for type in VerificationCases.all {
            print("\(type.card.identifier)  \(type.card.summary)\n    \(type.card.source)")
        }
        let suites = SuiteCatalogue.names(in: data)
        guard !suites.isEmpty else { return }
        print("\nsuites (--suite NAME): " + suites.joined(separator: ", "))
    }

    /// One line of progress.
    var progress: @Sendable (String) -> Void {
        let quiet = terminal.quiet
        return { line in
            if !quiet { ProgressLine.write("hearttwin: \(line)\n") }
        }
    }

    /// What suites may use.
    func context() throws -> SuiteContext {
        var tables: [String: String] = [:]
        for argument in table {
            let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw ValidationError("--table \"\(argument)\" is not population=file.")
            }
            guard tables.updateValue(parts[1], forKey: parts[0]) == nil else {
                throw ValidationError("--table gives the population \"\(parts[0])\" twice.")
            }
        }
        return SuiteContext(
            dataDirectory: data, referenceDirectory: reference, checkpointDirectory: checkpoints,
            tables: tables, version: Version.current, progress: progress)
    }
}
