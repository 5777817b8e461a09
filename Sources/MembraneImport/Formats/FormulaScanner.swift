/// Cuts the text of an expression into numbers, names and signs, and counts lines.
struct FormulaScanner {
    enum Token: Equatable {
        case number(Double)
        case name(String)
        /// One or two characters.
        case sign(String)
        /// What stands in square brackets.
        case bracket(String)
        case text(String)
        case end
    }

    private let bytes: [UInt8]
    private var position = 0
    /// Line of the next character.
    private(set) var line: Int
    /// Whether square brackets hold units.
    private let hasUnits: Bool
    let file: String

    init(_ text: String, line: Int, hasUnits: Bool, file: String) {
        bytes = Array(text.utf8)
        self.line = line
        self.hasUnits = hasUnits
        self.file = file
    }

    /// What has not been read yet, without spaces at its ends.
    var rest: String {
        String(decoding: bytes[position...], as: UTF8.self).trimmed
    }

    /// The next token, which stays the next one.
    func peek() throws(MembraneImportError) -> Token {
        var copy = self
        return try copy.next()
    }

    func error(_ problem: String) -> MembraneImportError {
        .syntax(file: file, line: line, problem: problem)
    }

    /// Reads the next token.
    mutating func next() throws(MembraneImportError) -> Token {
        while position < bytes.count, bytes[position] <= 32 || bytes[position] == UInt8(ascii: "\\")
        {
            if bytes[position] == 10 { line += 1 }
            position += 1
        }
        guard position < bytes.count else { return .end }
        let first = bytes[position]
        if Self.isDigit(first)
            || (first == UInt8(ascii: ".") && following.map(Self.isDigit) == true)
        {
            return .number(try number())
        }
        if Self.isLetter(first) { return .name(name()) }
        if first == UInt8(ascii: "["), hasUnits { return .bracket(try closed(by: "]")) }
        if first == UInt8(ascii: "\"") { return .text(try closed(by: "\"")) }
        if first == UInt8(ascii: "'") { return .text(try closed(by: "'")) }
        position += 1
        let one = String(decoding: [first], as: UTF8.self)
        if position < bytes.count {
            let two = one + String(decoding: [bytes[position]], as: UTF8.self)
            if ["==", "!=", "<=", ">=", "**", "//", "&&", "||"].contains(two) {
                position += 1
                return .sign(two)
            }
        }
        return .sign(one)
    }

    private var following: UInt8? { position + 1 < bytes.count ? bytes[position + 1] : nil }

    private mutating func number() throws(MembraneImportError) -> Double {
        let start = position
        while position < bytes.count, Self.isDigit(bytes[position]) || bytes[position] == 46 {
            position += 1
        }
        if position < bytes.count, bytes[position] | 32 == UInt8(ascii: "e") {
            var after = position + 1
            if after < bytes.count, bytes[after] == 43 || bytes[after] == 45 { after += 1 }
            if after < bytes.count, Self.isDigit(bytes[after]) {
                position = after
                while position < bytes.count, Self.isDigit(bytes[position]) { position += 1 }
            }
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard let value = Double(text), value.isFinite else {
            throw error("\"\(text)\" is not a number")
        }
        return value
    }

    private mutating func name() -> String {
        let start = position
        while position < bytes.count,
            Self.isLetter(bytes[position]) || Self.isDigit(bytes[position])
                || bytes[position] == UInt8(ascii: ".")
        {
            position += 1
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func closed(by mark: Character) throws(MembraneImportError) -> String {
        position += 1
        let start = position
        while position < bytes.count, bytes[position] != mark.asciiValue {
            if bytes[position] == 10 { line += 1 }
            position += 1
        }
        guard position < bytes.count else { throw error("a closing \(mark) is missing") }
        position += 1
        return String(decoding: bytes[start..<position - 1], as: UTF8.self)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool {
        (65...90).contains(byte) || (97...122).contains(byte) || byte == 95 || byte >= 128
    }
}

extension StringProtocol {
    /// Without spaces at both ends.
    var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
