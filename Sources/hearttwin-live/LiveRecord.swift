import ArgumentParser
import CommandLineSupport
import Glibc
import TwinServer

/// `hearttwin live record`: recorded signals as events.
struct LiveRecord: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Print a recording as events, one a line.",
        discussion: """
            A record of PhysioNet's waveform database (one segment, formats 16 and 212), a file in European Data Format by its ending \
            .edf or .bdf (EDF, continuous EDF+, BDF), a table by .csv or .tsv, signals of an HDF5 file by .h5 or .hdf5. \
            `live --source wfdb:RECORD` (edf:, csv:, hdf5:) follows the same events without this step.
            """)

    @Argument(
        help: "The record: its header, with or without .hea; an EDF file; a table; an HDF5 file.",
        completion: .file(extensions: ["hea", "edf", "bdf", "csv", "tsv", "h5", "hdf5"]))
    var record: String

    @Option(help: "Identifier of the patient whose the record is taken to be.")
    var patient: String

    @OptionGroup var terminal: OutputOptions

    func run() throws {
        signal(SIGPIPE, SIG_IGN)
        var events = try Self.open(record, patient: patient)
        if !terminal.quiet { Self.note(leftOut: events.others) }
        while let lines = events.next() {
            for line in lines { LiveOutput.write(line) }
        }
    }

    private static func open(_ path: String, patient: String) throws -> any EventRecording {
        let ending = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
        if ["csv", "tsv"].contains(ending) {
            return try SignalRecording(table: path, patient: patient)
        }
        if ["h5", "hdf5"].contains(ending) {
            return try SignalRecording(hdf5: path, patient: patient)
        }
        return try RecordedEvents(path: path, patient: patient)
    }

    /// Says which signals are left out.
    static func note(leftOut signals: [String]) {
        guard !signals.isEmpty else { return }
        ProgressLine.write(
            "hearttwin: signals that the twin does not know are left out: \(signals.joined(separator: ", "))\n"
        )
    }
}
