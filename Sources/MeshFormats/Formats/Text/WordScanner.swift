import Glibc

/// Words and numbers of a text file, one behind the other.
struct WordScanner {
    /// Bytes of the file.
    let bytes: [UInt8]
    /// Where the next word is looked for.
    var position = 0

    private let end: Int

    init(_ bytes: [UInt8]) {
        end = bytes.count
        // The C library's parser of numbers stops at the zero.
        self.bytes = bytes + [0]
    }

    /// Number of the current line, from 1.
    var line: Int { 1 + bytes[..<position].count(where: { $0 == UInt8(ascii: "\n") }) }

    /// Whether only white space is left.
    mutating func isAtEnd() -> Bool {
        skipSpace()
        return position >= end
    }

    /// Whether every byte has been read.
    var isAtEndOfFile: Bool { position >= end }

    /// Something wrong at the current place.
    func error(_ array: String, _ problem: String) -> MeshFormatError {
        .badData(array: array, problem: "line \(line): \(problem)")
    }

    mutating func skipSpace() {
        while position < end, bytes[position] <= 32 { position += 1 }
    }

    /// The next word; nil at the end.
    mutating func word() -> String? {
        skipSpace()
        if position >= end { return nil }
        let start = position
        while position < end, bytes[position] > 32 { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// The next word, which must be there.
    mutating func word(_ what: String) throws(MeshFormatError) -> String {
        guard let word = word() else { throw .truncated(inside: what) }
        return word
    }

    /// The rest of the line, without the end of line.
    mutating func restOfLine() -> String {
        let start = position
        while position < end, bytes[position] != UInt8(ascii: "\n") { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if position < end { position += 1 }
        return text.last == "\r" ? String(text.dropLast()) : text
    }

    /// The next number, times a power of ten, correctly rounded.
    mutating func number(
        _ what: String, timesTenTo power: Int = 0
    ) throws(MeshFormatError) -> Double {
        skipSpace()
        if position >= end { throw .truncated(inside: what) }
        let start = position
        let value = bytes.withUnsafeBufferPointer { buffer -> Double? in
            buffer.withMemoryRebound(to: CChar.self) { text in
                guard let base = text.baseAddress else { return nil }
                var stop: UnsafeMutablePointer<CChar>?
                let value = strtod(base + start, &stop)
                guard let stop, UnsafePointer(stop) > base + start else { return nil }
                position = UnsafePointer(stop) - base
                return value
            }
        }
        guard var value, position >= end || bytes[position] <= 32 else {
            position = start
            let found = word() ?? ""
            throw error(what, "\"\(found)\" is no number")
        }
        if power != 0, value.isFinite, value != 0 {
            value =
                shifted(String(decoding: bytes[start..<position], as: UTF8.self), power) ?? value
        }
        return value
    }

    /// The next whole number.
    mutating func integer(_ what: String) throws(MeshFormatError) -> Int {
        skipSpace()
        if position >= end { throw .truncated(inside: what) }
        let start = position
        var negative = false
        var value = 0
        var digits = 0
        if bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+") {
            negative = bytes[position] == UInt8(ascii: "-")
            position += 1
        }
        while position < end, bytes[position] >= 48, bytes[position] <= 57, digits < 18 {
            value = value * 10 + Int(bytes[position] - 48)
            digits += 1
            position += 1
        }
        guard digits > 0, position >= end || bytes[position] <= 32 else {
            position = start
            let found = word() ?? ""
            throw error(what, "\"\(found)\" is no whole number")
        }
        return negative ? -value : value
    }

    /// The next whole number, which must be a count that the rest of the file can hold.
    mutating func count(_ what: String) throws(MeshFormatError) -> Int {
        let value = try integer(what)
        guard value >= 0, value <= Int(Int32.max), value <= end - position + 1 else {
            throw error(what, "\(value) is no count that fits this file")
        }
        return value
    }

    /// A number's text with its exponent changed, read again.
    private func shifted(_ text: String, _ power: Int) -> Double? {
        let lower = text.lowercased()
        if let place = lower.firstIndex(of: "e") {
            guard let exponent = Int(lower[lower.index(after: place)...]) else { return nil }
            return Double("\(lower[..<place])e\(exponent + power)")
        }
        return Double("\(lower)e\(power)")
    }
}
