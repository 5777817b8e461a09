import ArgumentParser
import CommandLineSupport
import Quantities
import TwinHistory

/// `hearttwin live history`: prints what a store holds.
struct LiveHistory: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Print beats or one series of a run's history as comma-separated values.",
        discussion: """
            Reads history.sqlite of a journal's folder, also while the twin runs. Without --series every beat; \
            --series list shows what there is.
            """)

    @Argument(help: "The store, such as twin/history.sqlite.")
    var file: String

    @Option(help: "Column of beats or code of a vital sign; list shows them.")
    var series: String?

    @Option(help: "Begin, in time of the twin, such as '60 s' (default: the start).")
    var from: String?

    @Option(help: "End, in time of the twin (default: the end).")
    var to: String?

    private func step(_ text: String) throws -> Int64 {
        let unit = try Unit("ms")
        let value = try Quantity(text, like: unit).value(in: unit)
        guard (0...3.2e10).contains(value) else {
            throw ValidationError("\(text): 0 s to a year.")
        }
        return Int64(value)
    }

    func run() throws {
        let (first, last) = (try from.map(step) ?? 0, try to.map(step) ?? .max)
        guard first <= last else { throw ValidationError("--from is after --to.") }
        let reader = try HistoryReader(path: file)
        func row(_ values: [String]) { LiveOutput.write(values.joined(separator: ",")) }
        if series == "list" {
            for name in try reader.series() { LiveOutput.write(name) }
        } else if let series {
            row(["step", "time_ms", series])
            try reader.read(series, steps: first...last, row)
        } else {
            try reader.readBeats(steps: first...last, row)
        }
    }
}
