import ArgumentParser
import CommandLineSupport
import Foundation
import Suites

/// `hearttwin validate --suite`.
struct SuiteCommand {
    let options: Validate
    let name: String

    func run() throws {
        let context = try options.context()
        let file = try SuiteCatalogue.file(name, in: options.data)
        let outcome = try SuiteRun(ReferenceSuite(reading: file, in: context), in: context).outcome
        if let folder = options.output { try SuiteFolder.write(outcome, to: folder) }
        if let folder = options.save {
            try ResultsStore(folder).keep(StoredResult(outcome, date: Date()))
        }
        try options.terminal.json ? Printing.json(outcome) : print(outcome.text)
        if let folder = options.output, !options.terminal.json, !options.terminal.quiet {
            print("Results in \(folder)/: report.html, outcome.json, rows.csv, junit.xml")
        }
        if !outcome.passed { throw ExitCode(CommandExit.outOfTolerance) }
    }
}
