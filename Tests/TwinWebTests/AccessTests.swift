import Documents
import Foundation
import Storage
import Testing
import TwinProtocol

import TwinWeb

@Suite struct AccessTests {
    private static func table(_ text: String) throws -> AccessTable {
        try AccessTable(TOMLSection(parsing: text, file: "tokens.toml"))
    }

    /// Hash of the token "open", by sha256sum.
    private static let open =
        "2348f998744212575d85959674f9607ab26f67708a917157472832386337c904"

    @Test func aTokenFindsItsCaller() throws {
        let other = String(repeating: "0", count: 64)
        let table = try Self.table(
            """
            [[caller]]
            name = "other"
            sha256 = "\(other)"
            [[caller]]
            name = "gateway"
            sha256 = "\(Self.open)"
            actions = ["events"]
            signals = ["MDC_ECG*"]
            """)
        let caller = try #require(table.caller(token: "open"))
        #expect(caller.name == "gateway")
        #expect(caller.permission.actions == [.events])
        #expect(table.caller(token: "Open") == nil)
        #expect(table.caller(token: "") == nil)
        #expect(table.caller(token: other) == nil)
    }

    /// A certificate is known by its fingerprint as openssl prints it, and a token with the same hash is none.
    @Test func aCertificateFindsItsCaller() throws {
        var fingerprint = ""
        for (place, letter) in Self.open.uppercased().enumerated() {
            if place > 0, place % 2 == 0 { fingerprint += ":" }
            fingerprint.append(letter)
        }
        let table = try Self.table(
            """
            [[caller]]
            name = "monitor"
            certificate = "\(fingerprint)"
            actions = ["events"]
            """)
        #expect(table.hasCertificates)
        #expect(table.caller(certificate: Array("open".utf8))?.name == "monitor")
        #expect(table.caller(certificate: []) == nil)
        #expect(table.caller(token: "open") == nil)
        let address = try #require(ListenAddress("127.0.0.1:0"))
        #expect(throws: WebError.self) {
            try WebSettings(address: address, access: table, tls: ("c", "k"))
        }
        _ = try WebSettings(
            address: address, access: table, tls: ("c", "k"), clientAuthorities: "a")
        for text in ["", "sha256 = \"\(Self.open)\"\ncertificate = \"\(Self.open)\"\n"] {
            #expect(throws: DocumentError.self) {
                try Self.table("[[caller]]\nname = \"a\"\n" + text)
            }
        }
    }

    @Test func eventsAreAllowedByName() {
        let catalogue = EventCatalogue(
            patient: "p",
            parameters: [EventSignal(parameter: "circulation.x", unit: "1", range: 0...1)])
        let permission = Permission(
            actions: [.events], signals: ["MDC_ECG*"], parameters: [],
            interventions: ["haemorrhage"])
        func event(_ kind: TwinEvent.Kind, _ name: String = "", call: String = "") -> TwinEvent {
            TwinEvent(
                kind: kind, signal: catalogue.place(of: name) ?? -1, value: 0, sourceTime: 0,
                sequence: 0, source: 0, call: call)
        }
        #expect(permission.allows(event(.vital, "MDC_ECG_HEART_RATE"), of: catalogue))
        #expect(!permission.allows(event(.vital, "MDC_PRESS_BLD_ART_ABP_MEAN"), of: catalogue))
        #expect(!permission.allows(event(.parameter, "circulation.x"), of: catalogue))
        for call in ["haemorrhage", " haemorrhage (volume=1 mL)", "haemorrhage(volume=1 mL)"] {
            #expect(permission.allows(event(.intervention, call: call), of: catalogue))
        }
        for call in ["haemorrhages", "set(parameter=a)", "", "(haemorrhage)"] {
            #expect(!permission.allows(event(.intervention, call: call), of: catalogue))
        }
        #expect(Permission.all.allows(event(.parameter, "circulation.x"), of: catalogue))
    }

    @Test func aBucketFillsSteadily() {
        let limiter = RateLimiter(perSecond: 10)
        var now: UInt64 = 1_000_000_000
        for _ in 0..<20 { #expect(limiter.wait("a", now: now) == nil) }
        #expect(limiter.wait("a", now: now) == 1)
        #expect(limiter.wait("b", now: now) == nil)
        now += 100_000_000
        #expect(limiter.wait("a", now: now) == nil)
        #expect(limiter.wait("a", now: now) == 1)
    }

    @Test func manyNamesDoNotFillTheMemory() {
        let limiter = RateLimiter(perSecond: 1)
        for name in 0..<10_000 { _ = limiter.wait("\(name)", now: 1_000_000_000) }
        // No room: all 4096 have asked just now.
        #expect(limiter.wait("late", now: 1_000_000_000) == 1)
        // Those of long ago are as good as new, and are forgotten.
        #expect(limiter.wait("new", now: 1_000_000_000_000) == nil)
    }

    @Test(arguments: [
        ("127.0.0.1:8464", true), ("localhost:0", true), ("[::1]:80", true), ("0.0.0.0:80", false),
        ("192.168.1.2:80", false), ("example.org:80", false), ("127.0.0.1.evil.example:80", false),
    ])
    func loopbackIsKnown(text: String, isLoopback: Bool) throws {
        #expect(try #require(ListenAddress(text)).isLoopback == isLoopback)
    }

    @Test(arguments: ["8464", ":80", "::1:80", "host:", "host:70000", "[host]:80", ""])
    func whatIsNoAddressIsNone(text: String) { #expect(ListenAddress(text) == nil) }

    @Test func onlyLoopbackIsOpen() throws {
        let everywhere = try #require(ListenAddress("0.0.0.0:0"))
        let table = try Self.table(
            "[[caller]]\nname = \"a\"\nsha256 = \"\(Self.open)\"\n")
        #expect(throws: WebError.self) {
            try WebSettings(address: everywhere, access: nil, tls: nil)
        }
        #expect(throws: WebError.self) {
            try WebSettings(address: everywhere, access: table, tls: nil)
        }
        #expect(throws: WebError.self) {
            try WebSettings(address: everywhere, access: nil, tls: ("c", "k"))
        }
        _ = try WebSettings(address: everywhere, access: table, tls: ("c", "k"))
    }

    @Test func anAuditGoesOnWhereItStopped() throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "hearttwin-audit-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for caller in ["a", "b"] {
            let log = try AuditLog(folder: folder.path)
            log.note(caller: caller, address: "::1", what: "POST /x", status: 403, detail: "")
        }
        let lines = try String(
            contentsOf: folder.appending(path: "audit.ndjson"), encoding: .utf8
        ).split(separator: "\n")
        #expect(lines.count == 2)
        let first = lines[0].suffix(66).prefix(64)
        let body = lines[1].dropFirst()
        let end = try #require(body.range(of: ",\"link\""))
        #expect(
            lines[1].suffix(66).prefix(64)
                == SHA256.hex((String(first) + body[..<end.lowerBound]).utf8))
    }
}
