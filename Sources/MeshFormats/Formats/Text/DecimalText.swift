/// Decimal numbers as text, moved by powers of ten without rounding.
///
/// A length of 12.345 mm is 12345 µm in text; multiplying by 1000 in binary and dividing again would
/// change its last bit now and then.
enum DecimalText {
    /// The shortest text that reads back as `value`, times a power of ten.
    static func text(_ value: Double, timesTenTo power: Int = 0) -> String {
        if power == 0 || value == 0 || !value.isFinite { return "\(value)" }
        var digits: [UInt8] = []
        var exponent = 0
        var point: Int?
        var sign = ""
        var inExponent: Substring?
        let text = value.description
        for (offset, letter) in text.utf8.enumerated() {
            switch letter {
            case UInt8(ascii: "-") where offset == 0: sign = "-"
            case UInt8(ascii: "."): point = digits.count
            case UInt8(ascii: "e"): inExponent = text.dropFirst(offset + 1)
            default: digits.append(letter)
            }
            if inExponent != nil { break }
        }
        if let inExponent { exponent = Int(inExponent) ?? 0 }
        // Digits before the point after the shift.
        let before = (point ?? digits.count) + exponent + power
        return sign + placed(digits, before: before)
    }

    private static func placed(_ digits: [UInt8], before: Int) -> String {
        // Far from the point a power of ten is shorter.
        if before > digits.count + 6 || before < -6 {
            return String(decoding: digits, as: UTF8.self) + "e\(before - digits.count)"
        }
        var letters = digits
        var place = before
        while place > letters.count { letters.append(UInt8(ascii: "0")) }
        while place <= 0 {
            letters.insert(UInt8(ascii: "0"), at: 0)
            place += 1
        }
        if place < letters.count { letters.insert(UInt8(ascii: "."), at: place) }
        let text = String(decoding: letters, as: UTF8.self)
        let trimmed = text.drop { $0 == "0" }
        return trimmed.isEmpty || trimmed.first == "." ? "0" + trimmed : String(trimmed)
    }
}
