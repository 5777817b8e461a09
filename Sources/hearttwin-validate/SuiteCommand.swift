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
        let suite = try ReferenceSuite(reading: file, in: context)
        // What cannot be written is found before hours of computing.
        for folder in [options.output, options.save].compactMap({ $0 }) {
            try SuiteFolder.make(folder)
        }
        let outcome = try SuiteRun(suite, in: context).outcome
        if let folder = options.output { try SuiteFolder.write(outcome, to: folder) }
        // Without its data a suite judges nothing: no reason to replace what was stored with them.
        if let folder = options.save, outcome.score != nil {
            try ResultsStore(folder).keep(StoredResult(outcome, date: Date()))
        }
        try options.terminal.json ? Printing.json(outcome) : print(outcome.text)
        if let folder = options.output, !options.terminal.json, !options.terminal.quiet {
            print("Results in \(folder)/: report.html, outcome.json, rows.csv, junit.xml")
        }
        if !outcome.passed { throw ExitCode(CommandExit.outOfTolerance) }
    }
}
