import ArgumentParser
import CommandLineSupport
import Foundation
import Storage

/// `hearttwin live token`: makes a token and the entry of the file that knows it.
struct LiveToken: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Make a token for a caller over HTTP.",
        discussion: """
            Prints the entry for the file of --tokens, with a hash of the token; the token itself goes to standard \
            error and is kept nowhere. Names may end in *: --signal 'MDC_PRESS_*'.
            """)

    @Option(help: "Who is to have it.")
    var name: String

    @Option(help: "What it is good for: read, events, forecast, whatif, metrics.")
    var action: [String] = ["read"]

    @Option(help: "Vital signs that it may send.")
    var signal: [String] = []

    @Option(help: "Parameters that it may set.")
    var parameter: [String] = []

    @Option(help: "Interventions that it may do.")
    var intervention: [String] = []

    /// Random bytes of a token.
    private static let length = 32

    func validate() throws {
        for text in [name] + action + signal + parameter + intervention
        where text.isEmpty || text.contains(where: { "\"\\".contains($0) || $0.isNewline }) {
            throw ValidationError(
                "\"\(text)\": a text without quotes, backslashes and line breaks.")
        }
        let known = ["read", "events", "forecast", "whatif", "metrics"]
        for word in action where !known.contains(word) {
            throw ValidationError("--action \(word): one of \(known.joined(separator: ", ")).")
        }
    }

    func run() throws {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<Self.length).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let token = Data(bytes).base64EncodedString().replacingOccurrences(of: "+", with: "-")
            .replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: "")
        func list(_ words: [String]) -> String {
            "[" + words.map { "\"\($0)\"" }.joined(separator: ", ") + "]"
        }
        print(
            """
            [[caller]]
            name = "\(name)"
            sha256 = "\(SHA256.hex(Array(token.utf8)))"
            actions = \(list(action))
            signals = \(list(signal))
            parameters = \(list(parameter))
            interventions = \(list(intervention))

            """)
        try FileHandle.standardError.write(contentsOf: Data((token + "\n").utf8))
    }
}
