import ArgumentParser
import CommandLineSupport
import TwinEngine

/// `hearttwin live replay`: does a run again from its journal, and checks that every bit is the same.
struct LiveReplay: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Do a run again from its journal and check it bit for bit.",
        discussion: """
            Prints the beats as the run did. Ends with exit code 4 where the states differ, with 65 where the \
            journal is not what was written.
            """)

    @Argument(help: "The folder of the journal.")
    var folder: String

    @Argument(help: "The patient file of the run.", completion: .file(extensions: ["h5"]))
    var patient: String

    func run() throws {
        let heart = try TwinPatient(reading: patient).heart()
        let journal = try Journal(folder: folder, of: heart.layout)
        try TwinReplay.run(journal.records[...], on: heart) {
            LiveOutput.write(LiveOutput.line($0))
        }
        guard !journal.isBroken else {
            throw TwinEngineError.brokenChain(
                path: folder + "/journal", record: journal.records.count + 1)
        }
        LiveOutput.write(
            "{\"type\":\"replayed\",\"milliseconds\":\(heart.step),\"records\":\(journal.records.count),"
                + "\"isComplete\":\(journal.endsInGoodOrder)}")
    }
}
