import ArgumentParser
import CommandLineSupport
import Glibc
import TwinServer

/// `hearttwin live record`: a recorded waveform as events.
struct LiveRecord: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Print a recording as events, one a line.",
        discussion: """
            A record of PhysioNet's waveform database (one segment, formats 16 and 212), or a file in European Data Format (EDF, continuous \
            EDF+, BDF). `live --source wfdb:RECORD` or `edf:FILE` follows the same events without this step.
            """)

    @Argument(
        help: "The record: its header, with or without .hea; or a file that ends in .edf or .bdf.",
        completion: .file(extensions: ["hea", "edf", "bdf"]))
    var record: String

    @Option(help: "Identifier of the patient whose the record is taken to be.")
    var patient: String

    @OptionGroup var terminal: OutputOptions

    func run() throws {
        signal(SIGPIPE, SIG_IGN)
        var events = try RecordedEvents(path: record, patient: patient)
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
