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
            error and is kept nowhere. Names may end in *: --signal 'MDC_PRESS_*'. With --certificate the caller is \
            known by a client certificate, and there is no token.
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

    @Option(
        help: ArgumentHelp(
            "Client certificate that the caller shows in place of a token (PEM); the run needs --client-authorities.",
            valueName: "file"))
    var certificate: String?

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
        if let certificate { return show("certificate", try Self.fingerprint(certificate)) }
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<Self.length).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let token = Data(bytes).base64EncodedString().replacingOccurrences(of: "+", with: "-")
            .replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: "")
        show("sha256", SHA256.hex(Array(token.utf8)))
        try FileHandle.standardError.write(contentsOf: Data((token + "\n").utf8))
    }

    /// SHA-256 of the first certificate of a file, as `openssl x509 -fingerprint -sha256` has it, without colons.
    private static func fingerprint(_ path: String) throws -> String {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw LiveFileError(
                description: "\(path) cannot be read: \(error.localizedDescription)",
                exitCode: CommandExit.missingFile)
        }
        let (begin, end) = ("-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----")
        guard let from = text.range(of: begin),
            let to = text.range(of: end, range: from.upperBound..<text.endIndex),
            let bytes = Data(
                base64Encoded: text[from.upperBound..<to.lowerBound].filter { !$0.isWhitespace }),
            !bytes.isEmpty
        else {
            throw LiveFileError(
                description: "\(path) holds no certificate in PEM (\(begin))",
                exitCode: CommandExit.badData)
        }
        return SHA256.hex(Array(bytes))
    }

    /// Prints the entry.
    private func show(_ key: String, _ digest: String) {
        func list(_ words: [String]) -> String {
            "[" + words.map { "\"\($0)\"" }.joined(separator: ", ") + "]"
        }
        print(
            """
            [[caller]]
            name = "\(name)"
            \(key) = "\(digest)"
            actions = \(list(action))
            signals = \(list(signal))
            parameters = \(list(parameter))
            interventions = \(list(intervention))

            """)
    }
}
