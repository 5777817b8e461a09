import ArgumentParser
import TwinProtocol

/// `hearttwin live schema`.
struct LiveSchema: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the form of events.")

    @Flag(help: "As Avro in place of JSON Schema.")
    var avro = false

    func run() { print(avro ? EventSchemas.avro : EventSchemas.json) }
}
