import ArgumentParser
import Foundation
import Reports
import Scenarios

/// `hearttwin compare`: a treated run against an untreated one.
struct Compare: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compare a treated run with an untreated one.",
        discussion: """
            With --scenario, what the literature expects is judged too: exit 4 where a number is \
            outside its band.
            """)

    @Argument(help: "Results folder of the untreated heart.", completion: .directory)
    var untreated: String

    @Argument(help: "Results folder of the treated heart.", completion: .directory)
    var treated: String

    @Option(help: "The scenario whose expectations are judged.")
    var scenario: String?

    @Flag(help: "As one JSON object.")
    var json = false

    func run() throws {
        let comparison = try RunComparison(
            untreated: try RunSummary(ofRunIn: untreated),
            treated: try RunSummary(ofRunIn: treated),
            expectations: try scenario.map { try ScenarioFile.read($0).expectations } ?? [])
        if json {
            try Printing.json(comparison)
        } else {
            print(comparison.text)
        }
        if !comparison.holds { throw ExitCode(CommandExit.outOfTolerance) }
    }
}
