import ArgumentParser
import ScenarioFiles

/// `hearttwin schema scenario`: the format of scenario files.
struct Schema: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the format of scenario files.")

    @Argument(help: "scenario.")
    var file: File

    /// Formats that this program knows.
    enum File: String, ExpressibleByArgument, CaseIterable { case scenario }

    func run() throws { print(ScenarioSchema.text) }
}
