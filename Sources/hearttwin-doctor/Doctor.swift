import ArgumentParser
import CommandLineSupport

/// `hearttwin doctor`: what is installed here, and what is slow and why.
struct Doctor: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Show what is installed here, what is missing, and what is slow and why.",
        discussion: "Ends with 69 where something is missing without which hearttwin does not run.")

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        let findings =
            InstalledPrograms.findings() + Libraries.findings() + Machine.findings()
            + OptionalPrograms.findings()
        if json {
            try Printing.json(Report(version: Version.current, findings: findings))
        } else {
            Printing.out(FindingsText(findings).text)
        }
        if findings.contains(where: { $0.verdict == .missing }) {
            throw ExitCode(CommandExit.missingProgram)
        }
    }

    private struct Report: Encodable {
        var version: String
        var findings: [Finding]
    }
}
