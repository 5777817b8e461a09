import Foundation
public import Reports

/// JSON written piece by piece.
extension JSONText {
    /// A string in quotes.
    public static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            default:
                if scalar.value < 0x20 {
                    let digits = String(scalar.value, radix: 16)
                    out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                } else {
                    out.unicodeScalars.append(scalar)
                }
            }
        }
        return out + "\""
    }

    /// A number of six digits; what is not finite is `null`.
    public static func number(_ value: Double) -> String {
        value.isFinite ? String(format: "%.6g", value) : "null"
    }

    /// Anything that can be encoded, keys sorted, without the end of the line.
    public static func encoded(_ value: some Encodable) throws -> String {
        String(try of(value, oneLine: true).dropLast())
    }
}
