import Foundation
import Reports

/// Values as single lines of JSON with sorted keys.
enum JSONLine {
    /// A line with its end.
    static func of(_ value: some Encodable) throws -> String {
        try JSONText.of(value, oneLine: true)
    }

    /// A value of a line; nil where it is none.
    static func read<Value: Decodable>(_ type: Value.Type, _ line: some DataProtocol) -> Value? {
        try? JSONDecoder().decode(type, from: Data(line))
    }
}
