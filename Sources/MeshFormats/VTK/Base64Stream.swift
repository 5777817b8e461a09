/// Decodes base64 text piece by piece; the text may consist of several padded stretches.
///
/// VTK writes the sizes of compressed blocks and the blocks as separately padded texts, one behind
/// the other, so padding only ends a group of four letters, never the stream.
struct Base64Stream {
    private let text: ArraySlice<UInt8>
    private var position: Int
    private var pending: [UInt8] = []
    private let array: String

    init(_ text: ArraySlice<UInt8>, array: String) {
        self.text = text
        self.array = array
        position = text.startIndex
    }

    /// The next `count` bytes.
    mutating func read(_ count: Int) throws(MeshFormatError) -> [UInt8] {
        // Every byte takes more than one letter: this bounds the allocation below.
        if count > pending.count + (text.endIndex - position) {
            throw .truncated(inside: "array \(array)")
        }
        var bytes = pending
        bytes.reserveCapacity(count + 3)
        while bytes.count < count {
            guard try appendGroup(to: &bytes) else { throw .truncated(inside: "array \(array)") }
        }
        pending = Array(bytes[count...])
        bytes.removeLast(bytes.count - count)
        return bytes
    }

    /// True when only white space remains.
    mutating func isAtEnd() -> Bool {
        skipSpace()
        return pending.isEmpty && position == text.endIndex
    }

    private mutating func appendGroup(to bytes: inout [UInt8]) throws(MeshFormatError) -> Bool {
        var word: UInt32 = 0
        var padding = 0
        for letter in 0..<4 {
            skipSpace()
            guard position < text.endIndex else {
                if letter == 0 { return false }
                throw .truncated(inside: "array \(array)")
            }
            let code = Self.codes[Int(text[position])]
            if text[position] == UInt8(ascii: "="), letter >= 2 {
                padding += 1
            } else if code == Self.invalid || padding > 0 {
                throw .badData(
                    array: array,
                    problem: "byte \(text[position]) at \(position) is not base64")
            }
            word = word << 6 | UInt32(padding > 0 ? 0 : code)
            position += 1
        }
        for k in 0..<3 - padding { bytes.append(UInt8(truncatingIfNeeded: word >> (16 - 8 * k))) }
        return true
    }

    private mutating func skipSpace() {
        while position < text.endIndex, isXMLSpace(text[position]) { position += 1 }
    }

    private static let invalid: UInt8 = 255
    private static let codes: [UInt8] = {
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        var codes = [UInt8](repeating: invalid, count: 256)
        for (code, letter) in letters.utf8.enumerated() { codes[Int(letter)] = UInt8(code) }
        return codes
    }()
}
