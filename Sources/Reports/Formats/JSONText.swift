import Foundation

/// JSON as hearttwin writes it everywhere: sorted keys, plain slashes.
///
/// JSON has no infinity and no NaN: they become the texts "inf", "-inf" and "nan".
public enum JSONText {
    /// A value as an indented document, or as one line.
    public static func of(_ value: some Encodable, oneLine: Bool = false) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if !oneLine { encoder.outputFormatting.insert(.prettyPrinted) }
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    }
}
