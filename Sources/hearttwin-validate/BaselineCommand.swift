import ArgumentParser
import CommandLineSupport
import Foundation
import Suites

/// `hearttwin validate --baseline`.
struct BaselineCommand {
    let options: Validate
    let file: String

    func run() throws {
        let context = try options.context()
        var baseline: Baseline
        if options.update, !FileManager.default.fileExists(atPath: file) {
            baseline = Baseline(version: Version.current, suites: try shipped(context))
        } else {
            baseline = try Baseline(reading: file)
        }
        var comparison = BaselineComparison(from: baseline, to: Version.current)
        let old = baseline
        for name in baseline.suites {
            let path = try SuiteCatalogue.file(name, in: options.data)
            let outcome = try SuiteRun(
                ReferenceSuite(reading: path, in: context), in: context
            ).outcome
            comparison.add(outcome, against: old)
            baseline.take(outcome)
        }
        if let folder = options.save {
            try ResultsStore(folder).keep(StoredResult(comparison, date: Date()))
        }
        if options.update {
            baseline.version = Version.current
            try baseline.write(to: file)
        }
        try options.terminal.json ? Printing.json(comparison) : print(comparison.text)
        if !options.update, !comparison.passed { throw ExitCode(CommandExit.outOfTolerance) }
    }

    /// The shipped suites whose numbers are compared across versions.
    private func shipped(_ context: SuiteContext) throws -> [String] {
        let names = try SuiteCatalogue.names(in: options.data).filter { name in
            let file = try SuiteCatalogue.file(name, in: options.data)
            return try ReferenceSuite(reading: file, in: context).inBaseline
        }
        guard !names.isEmpty else {
            throw ValidationError(
                "No shipped suite is meant for a baseline; --data names the folder that holds "
                    + "\(SuiteCatalogue.folder)/.")
        }
        return names
    }
}
