import ArgumentParser
import CommandLineSupport
import Glibc
import TwinServer

/// `hearttwin live record`: a recorded waveform as events.
struct LiveRecord: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Print a record of PhysioNet's waveform database as events, one a line.",
        discussion: """
            Of one segment, formats 16 and 212. `live --source wfdb:RECORD` follows the same events without this step.
            """)

    @Argument(
        help: "The record: its header, with or without .hea.",
        completion: .file(extensions: ["hea"]))
    var record: String

    @Option(help: "Identifier of the patient whose the record is taken to be.")
    var patient: String

    @OptionGroup var terminal: OutputOptions

    func run() throws {
        signal(SIGPIPE, SIG_IGN)
        var events = try WFDBRecord(path: record, patient: patient)
        if !terminal.quiet { Self.note(leftOut: events.others) }
        while let lines = events.next() {
            for line in lines { LiveOutput.write(line) }
        }
    }

    /// Says which signals are left out.
    static func note(leftOut signals: [String]) {
        guard !signals.isEmpty else { return }
        ProgressLine.write(
            "hearttwin: signals that the twin does not know are left out: \(signals.joined(separator: ", "))\n"
        )
    }
}
