/// Where events come from, as people write it.
public enum SourceAddress: Sendable, Equatable {
    /// Lines of standard input.
    case standardInput
    /// Lines of a file by the times of the events in it: so many times as fast, or without waiting.
    case file(path: String, speed: Double?)
    /// A record of PhysioNet's waveform database or a file in European Data Format, likewise.
    case record(path: String, speed: Double?)
    /// Columns of a table of text, likewise.
    case table(path: String, speed: Double?)
    /// Signals of an HDF5 file, likewise.
    case hdf5(path: String, speed: Double?)
    /// A topic.
    case kafka(brokers: String, topic: String)
    /// HL7 version 2 in frames of MLLP from whoever connects to this address.
    case mllp(host: String, port: Int)
    /// A topic of an MQTT broker.
    case mqtt(host: String, port: Int, topic: String, isSecure: Bool)

    /// Reads `stdin`, `file:PATH[@SPEED]`, `wfdb:RECORD[@SPEED]`, `edf:FILE[@SPEED]`, `csv:PATH[@SPEED]`,
    /// `hdf5:PATH[@SPEED]`, `kafka:BROKERS/TOPIC`, `mqtt:HOST:PORT/TOPIC`, `mqtts:HOST:PORT/TOPIC`, `mllp:HOST:PORT`.
    ///
    /// - Throws: ``TwinServerError/badSource(text:)``; ``TwinServerError/notLoopback(host:)`` where others could
    ///   reach what is not protected.
    public init(_ text: String) throws(TwinServerError) {
        if text == "stdin" || text == "-" {
            self = .standardInput
        } else if text.hasPrefix("file:") {
            let (path, speed) = try Self.recording(text.dropFirst(5), text)
            self = .file(path: path, speed: speed)
        } else if text.hasPrefix("wfdb:") || text.hasPrefix("edf:") {
            let (path, speed) = try Self.recording(
                text.drop { $0 != ":" }.dropFirst(), text)
            self = .record(path: path, speed: speed)
        } else if text.hasPrefix("csv:") {
            let (path, speed) = try Self.recording(text.dropFirst(4), text)
            self = .table(path: path, speed: speed)
        } else if text.hasPrefix("hdf5:") {
            let (path, speed) = try Self.recording(text.dropFirst(5), text)
            self = .hdf5(path: path, speed: speed)
        } else if text.hasPrefix("mqtt:") || text.hasPrefix("mqtts:") {
            self = try Self.mqtt(text)
        } else if text.hasPrefix("kafka:") {
            let rest = text.dropFirst(6)
            guard let slash = rest.lastIndex(of: "/"), slash != rest.startIndex,
                rest.index(after: slash) != rest.endIndex
            else { throw .badSource(text: text) }
            self = .kafka(
                brokers: String(rest[..<slash]), topic: String(rest[rest.index(after: slash)...]))
        } else if text.hasPrefix("mllp:") {
            let (host, port) = try Self.endpoint(text.dropFirst(5), text)
            guard host == "127.0.0.1" else { throw .notLoopback(host: host) }
            self = .mllp(host: host, port: port)
        } else {
            throw .badSource(text: text)
        }
    }

    /// How many times as fast as the clock a recording runs, 0 without waiting; nil for live sources.
    public var pace: Double? {
        switch self {
        case .file(_, let speed), .record(_, let speed), .table(_, let speed), .hdf5(_, let speed):
            speed ?? 0
        case .standardInput, .kafka, .mqtt, .mllp: nil
        }
    }

    private static func mqtt(_ text: String) throws(TwinServerError) -> SourceAddress {
        guard let colon = text.firstIndex(of: ":") else { throw .badSource(text: text) }
        // The topic has slashes of its own.
        let parts = text[text.index(after: colon)...].split(
            separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[1].isEmpty else { throw .badSource(text: text) }
        let (host, port) = try endpoint(parts[0], text)
        return .mqtt(
            host: host, port: port, topic: String(parts[1]), isSecure: text.hasPrefix("mqtts:"))
    }

    static func endpoint(
        _ words: Substring, _ text: String
    ) throws(TwinServerError) -> (host: String, port: Int) {
        guard let mark = words.lastIndex(of: ":"), mark != words.startIndex,
            let port = Int(words[words.index(after: mark)...]), (1...65_535).contains(port)
        else { throw .badSource(text: text) }
        return (String(words[..<mark]), port)
    }

    private static func recording(
        _ rest: Substring, _ text: String
    ) throws(TwinServerError) -> (path: String, speed: Double?) {
        guard let at = rest.lastIndex(of: "@") else {
            guard !rest.isEmpty else { throw .badSource(text: text) }
            return (String(rest), 1)
        }
        let path = String(rest[..<at])
        let word = rest[rest.index(after: at)...]
        guard !path.isEmpty else { throw .badSource(text: text) }
        if word == "max" { return (path, nil) }
        guard let speed = Double(word), speed > 0, speed <= 1000 else {
            throw .badSource(text: text)
        }
        return (path, speed)
    }
}
