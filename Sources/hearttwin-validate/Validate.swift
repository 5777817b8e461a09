import ArgumentParser
import CommandLineSupport
import Foundation
import Quantities
import Verification

/// `hearttwin validate`: runs a published benchmark and judges every number.
struct Validate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run a published benchmark and judge every number against its source.")

    @Argument(help: "The case to run; --list shows them.")
    var name: String?

    @Flag(help: "List the cases with their sources.")
    var list = false

    @Flag(help: "The reduced grid used in continuous integration, where the case has one.")
    var quick = false

    @Option(help: "Folder that holds meshes/ and patients/.")
    var data = DataDirectory.standard

    @Option(help: "Folder of reference data outside the repository, for the cases that need it.")
    var reference = ReferenceDirectory.standard

    @Option(help: "Folder for checkpoints of long cases; they go on from those they find there.")
    var checkpoints: String?

    @OptionGroup var output: OutputOptions

    func run() throws {
        if list {
            for type in VerificationCases.all {
                print("\(type.card.identifier)  \(type.card.summary)\n    \(type.card.source)")
            }
            return
        }
        guard let name else { throw ValidationError("Name a case, or use --list.") }
        let known = VerificationCases.all.map { $0.card.identifier }
        guard let type = VerificationCases.all.first(where: { $0.card.identifier == name }) else {
            throw ValidationError(
                "There is no case \"\(name)\". Known: \(known.joined(separator: ", ")).")
        }
        let quiet = output.quiet
        let stopwatch = Stopwatch()
        let checks = try type.init().run(
            VerificationOptions(
                quick: quick, dataDirectory: data, referenceDirectory: reference,
                checkpointDirectory: checkpoints
            ) { line in
                if !quiet { ProgressLine.write("hearttwin: \(line)\n") }
            })
        let outcome = ValidationOutcome(
            case: name, passed: checks.allSatisfy { $0.passed }, checks: checks,
            wallSeconds: stopwatch.wallSeconds, cpuSeconds: stopwatch.cpuSeconds)
        try output.json ? Printing.json(outcome) : print(outcome.table())
        if !outcome.passed { throw ExitCode(CommandExit.outOfTolerance) }
    }
}

/// What `validate --json` prints.
private struct ValidationOutcome: Encodable {
    var `case`: String
    var passed: Bool
    var checks: [Check]
    var wallSeconds: Double
    var cpuSeconds: Double

    /// The same for people.
    func table() -> String {
        let width = checks.map(\.name.count).max() ?? 0
        let rows = checks.map { check -> String in
            let verdict = !check.gated ? "info" : check.passed ? "pass" : "FAIL"
            let name = check.name.padding(toLength: width, withPad: " ", startingAt: 0)
            var row = "\(verdict)  \(name)  \(Printing.number(check.observed)) \(check.unit)"
            if check.low != nil || check.high != nil {
                let low = check.low.map(Printing.number) ?? "-\u{221E}"
                let high = check.high.map(Printing.number) ?? "\u{221E}"
                row += "  in \(low) \u{2026} \(high)"
            }
            if let expected = check.expected { row += "  (source: \(Printing.number(expected)))" }
            return row
        }
        let failed = checks.count { !$0.passed }
        let time = String(format: "%.1f s, %.1f CPU s", wallSeconds, cpuSeconds)
        let verdict = failed == 0 ? "\(`case`): passed" : "\(`case`): \(failed) out of tolerance"
        return (rows + ["\(verdict) (\(checks.count) numbers, \(time))"]).joined(separator: "\n")
    }
}
