public import Documents
import Quantities
import Storage

/// Who may ask, and for what: tokens, of which only hashes are kept.
public struct AccessTable: Sendable {
    /// Somebody who is known.
    package struct Caller: Sendable, Equatable {
        /// Name, for audits.
        package var name: String
        /// What he may do.
        package var permission: Permission
    }

    private let entries: [(digest: [UInt8], caller: Caller)]

    /// Whoever comes over loopback, where no tokens are asked for.
    static let local = Caller(name: "local", permission: .all)

    /// Reads a file of `[[caller]]` tables:
    ///
    /// ```
    /// [[caller]]
    /// name = "gateway"
    /// sha256 = "…"                       # of the token, 64 hexadecimal digits
    /// actions = ["read", "events"]       # read, events, forecast, whatif, metrics
    /// signals = ["MDC_*"]                # may be told; none where it is not given
    /// parameters = ["circulation.*"]
    /// interventions = ["haemorrhage"]
    /// ```
    public init(reading path: String) throws(DocumentError) {
        try self.init(TOMLSection(reading: path))
    }

    package init(_ document: TOMLSection) throws(DocumentError) {
        try document.check(known: ["caller"])
        var entries: [(digest: [UInt8], caller: Caller)] = []
        for section in try document.sections("caller") {
            try section.check(known: [
                "name", "sha256", "actions", "signals", "parameters", "interventions",
            ])
            let name = try section.string("name")
            let digest = Array(try section.string("sha256").lowercased().utf8)
            guard digest.count == 64, digest.allSatisfy(Self.isHexadecimal) else {
                throw section.error(
                    "sha256", "must be 64 hexadecimal digits, as `hearttwin live token` prints")
            }
            guard !entries.contains(where: { $0.caller.name == name || $0.digest == digest })
            else {
                throw section.error("name", "and sha256 must differ from those of other callers")
            }
            var actions: Set<Permission.Action> = []
            for word in try section.strings("actions") {
                guard let action = Permission.Action(rawValue: word) else {
                    throw section.error(
                        "actions",
                        "cannot hold \"\(word.printable)\""
                            + Spelling.suggestion(
                                for: word, among: Permission.Action.allCases.map(\.rawValue)))
                }
                actions.insert(action)
            }
            let permission = Permission(
                actions: actions, signals: try section.strings("signals"),
                parameters: try section.strings("parameters"),
                interventions: try section.strings("interventions"))
            entries.append((digest, Caller(name: name, permission: permission)))
        }
        guard !entries.isEmpty else {
            throw document.error("caller", "is missing: without one nobody could ask anything")
        }
        self.entries = entries
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }

    /// Who has a token; nil for one that nobody has.
    ///
    /// What is compared are hashes, all of them to their end, so that the time tells nothing.
    package func caller(token: String) -> Caller? {
        let digest = Array(SHA256.hex(Array(token.utf8)).utf8)
        var found: Int?
        for (place, entry) in entries.enumerated() {
            var difference: UInt8 = 0
            for byte in 0..<64 { difference |= digest[byte] ^ entry.digest[byte] }
            if difference == 0 { found = place }
        }
        return found.map { entries[$0].caller }
    }
}
