import Foundation

/// Values as single lines of JSON with sorted keys.
enum JSONLine {
    /// A line with its end.
    static func of(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    }

    /// A value of a line; nil where it is none.
    static func read<Value: Decodable>(_ type: Value.Type, _ line: some DataProtocol) -> Value? {
        try? JSONDecoder().decode(type, from: Data(line))
    }
}
