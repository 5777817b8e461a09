import ArgumentParser

@main
struct HeartTwin: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hearttwin",
        abstract: "A heart from one patient file: electrics, mechanics, blood flow.")
}
