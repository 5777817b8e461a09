import Glibc

/// Decimal numbers written as text: a sign, digits, a point, and in FHIR an exponent.
enum DecimalText {
    /// Longest that is taken.
    private static let longest = 64

    /// The number that all of the bytes are; nil where they are none, or too large for one.
    static func value(_ bytes: [UInt8]) -> Double? {
        guard !bytes.isEmpty, bytes.count <= longest else { return nil }
        var digits = 0
        var points = 0
        var exponentAt: Int?
        for (place, byte) in bytes.enumerated() {
            switch byte {
            case 0x30...0x39: digits += 1
            case 0x2b, 0x2d:
                guard place == 0 || exponentAt == place - 1 else { return nil }
            case 0x2e:
                guard exponentAt == nil, points == 0 else { return nil }
                points += 1
            case 0x45, 0x65:
                guard digits > 0, exponentAt == nil else { return nil }
                exponentAt = place
            default: return nil
            }
        }
        guard digits > 0, let last = bytes.last, last == 0x2e || (0x30...0x39).contains(last) else {
            return nil
        }
        let text = bytes.map { CChar(bitPattern: $0) } + [0]
        let value = strtod(text, nil)
        return value.isFinite ? value : nil
    }
}
