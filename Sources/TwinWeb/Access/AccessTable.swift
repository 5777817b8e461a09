public import Documents
import Quantities
import Storage

/// Who may ask, and for what: tokens, of which only hashes are kept, and client certificates, by their fingerprints.
public struct AccessTable: Sendable {
    /// Somebody who is known.
    package struct Caller: Sendable, Equatable {
        /// Name, for audits.
        package var name: String
        /// What he may do.
        package var permission: Permission
    }

    /// What a caller shows.
    private enum Kind: String, CaseIterable {
        /// Hash of a token.
        case token = "sha256"
        /// Hash of a client certificate (DER).
        case certificate
    }

    private let entries: [(kind: Kind, digest: [UInt8], caller: Caller)]

    /// Whether some are known by client certificates.
    public var hasCertificates: Bool { entries.contains { $0.kind == .certificate } }

    /// Whoever comes over loopback, where no tokens are asked for.
    static let local = Caller(name: "local", permission: .all)

    /// Reads a file of `[[caller]]` tables:
    ///
    /// ```
    /// [[caller]]
    /// name = "gateway"
    /// sha256 = "…"                       # of the token, 64 hexadecimal digits; or
    /// # certificate = "…"                # SHA-256 fingerprint of a client certificate, as openssl prints it
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
        var entries: [(kind: Kind, digest: [UInt8], caller: Caller)] = []
        for section in try document.sections("caller") {
            try section.check(known: [
                "name", "sha256", "certificate", "actions", "signals", "parameters",
                "interventions",
            ])
            let name = try section.string("name")
            let kinds = Kind.allCases.filter { section.has($0.rawValue) }
            guard let kind = kinds.first, kinds.count == 1 else {
                throw section.error(
                    "name",
                    "\"\(name.printable)\" needs sha256 of a token, or certificate, not both")
            }
            let digest = Array(
                try section.string(kind.rawValue).lowercased().filter { $0 != ":" }.utf8)
            guard digest.count == 64, digest.allSatisfy(Self.isHexadecimal) else {
                throw section.error(
                    kind.rawValue,
                    "must be 64 hexadecimal digits, as `hearttwin live token` prints")
            }
            guard !entries.contains(where: { $0.caller.name == name || $0.digest == digest })
            else {
                throw section.error(
                    "name", "and \(kind.rawValue) must differ from those of other callers")
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
            entries.append((kind, digest, Caller(name: name, permission: permission)))
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
        caller(.token, Array(token.utf8))
    }

    /// Whose a client certificate (DER) is that an authority has vouched for; nil for nobody's.
    package func caller(certificate: [UInt8]) -> Caller? { caller(.certificate, certificate) }

    private func caller(_ kind: Kind, _ bytes: [UInt8]) -> Caller? {
        let digest = Array(SHA256.hex(bytes).utf8)
        var found: Int?
        for (place, entry) in entries.enumerated() where entry.kind == kind {
            var difference: UInt8 = 0
            for byte in 0..<64 { difference |= digest[byte] ^ entry.digest[byte] }
            if difference == 0 { found = place }
        }
        return found.map { entries[$0].caller }
    }
}
