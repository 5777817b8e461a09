import ArgumentParser
import CommandLineSupport
import Foundation
import Reports

/// `hearttwin compare`: a treated run against an untreated one.
struct Compare: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compare a treated run with an untreated one.")

    @Argument(help: "Results folder of the untreated heart.", completion: .directory)
    var untreated: String

    @Argument(help: "Results folder of the treated heart.", completion: .directory)
    var treated: String

    @Flag(help: "As one JSON object.")
    var json = false

    func run() throws {
        let comparison = RunComparison(
            untreated: try RunSummary(ofRunIn: untreated),
            treated: try RunSummary(ofRunIn: treated))
        if json {
            try Printing.json(comparison)
        } else {
            print(comparison.text)
        }
    }
}
