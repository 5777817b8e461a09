import Foundation

/// Writes results for people and for programs.
enum Printing {
    /// One JSON object with sorted keys on standard output.
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        FileHandle.standardOutput.write(try encoder.encode(value) + Data("\n".utf8))
    }

    /// A number with five significant digits.
    static func number(_ value: Double) -> String { String(format: "%.5g", value) }
}
