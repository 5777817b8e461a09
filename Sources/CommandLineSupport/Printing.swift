import Foundation
import Reports

/// Writes results for people and for programs.
public enum Printing {
    /// One JSON object with sorted keys on standard output.
    public static func json(_ value: some Encodable) throws { out(try JSONText.of(value)) }

    /// A text on standard output, at once.
    public static func out(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }

    /// A number with five significant digits.
    public static func number(_ value: Double) -> String { String(format: "%.5g", value) }
}
