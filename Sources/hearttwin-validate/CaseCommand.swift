import ArgumentParser
import CommandLineSupport
import Foundation
import Quantities
import Suites
import Verification

/// `hearttwin validate CASE`.
struct CaseCommand {
    let options: Validate
    let name: String

    func run() throws {
        let known = VerificationCases.all.map { $0.card.identifier }
        guard let type = VerificationCases.all.first(where: { $0.card.identifier == name }) else {
            throw ValidationError(
                "There is no case \"\(name)\"" + Spelling.suggestion(for: name, among: known) + ".")
        }
        if let folder = options.save { try SuiteFolder.make(folder) }
        let stopwatch = Stopwatch()
        let instance = type.init()
        let settings = VerificationOptions(
            quick: options.quick, dataDirectory: options.data,
            referenceDirectory: options.reference, checkpointDirectory: options.checkpoints,
            progress: options.progress)
        let checks = try instance.run(settings)
        let outcome = ValidationOutcome(
            case: name, passed: checks.allSatisfy { $0.passed }, checks: checks,
            wallSeconds: stopwatch.wallSeconds, cpuSeconds: stopwatch.cpuSeconds)
        if let folder = options.save {
            try ResultsStore(folder).keep(
                StoredResult(
                    case: type, checks: checks, domain: try instance.populations(settings),
                    quick: options.quick, version: Version.current, date: Date()))
        }
        try options.terminal.json
            ? Printing.json(outcome)
            : print((plots(checks) + [outcome.table()]).joined(separator: "\n\n"))
        if !outcome.passed { throw ExitCode(CommandExit.outOfTolerance) }
    }

    /// Predictions beside measurements of the same people, where a case has them.
    private func plots(_ checks: [Check]) -> [String] {
        checks.compactMap { check in
            let name = check.name.split(separator: ":").first.map(String.init) ?? check.name
            return AgreementPlot(check.pairs, name: name, unit: check.unit)?.text
        }
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
