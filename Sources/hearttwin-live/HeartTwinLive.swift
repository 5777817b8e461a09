import ArgumentParser
import CommandLineSupport

/// The program of `hearttwin live`.
@main
struct HeartTwinLive: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hearttwin", subcommands: [Live.self])

    static func main() { runProgram() }
}

/// `hearttwin live`.
struct Live: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "A running heart that follows events; its protocol and guarantees: docs/live.md.",
        subcommands: [
            LiveRun.self, LiveReplay.self, LiveExample.self, LiveSchema.self, LiveToken.self,
            LiveBroker.self, LiveRecord.self, LiveHistory.self,
        ],
        defaultSubcommand: LiveRun.self)
}
