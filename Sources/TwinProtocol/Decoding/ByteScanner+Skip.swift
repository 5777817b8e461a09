extension ByteScanner {
    /// Deepest nesting of what is passed over.
    static let deepest = 32

    /// Passes over one value of any type; it has to be well-formed but for what escapes say.
    mutating func skipValue(depth: Int = 0) throws(RejectionReason) {
        guard depth < Self.deepest else { throw .tooLarge }
        switch peek() {
        case 0x22: try skipString()
        case 0x2d, 0x30...0x39: _ = try number()
        case 0x7b:
            at += 1
            guard !take(0x7d) else { return }
            repeat {
                try skipString()
                try expect(0x3a)
                try skipValue(depth: depth + 1)
            } while take(0x2c)
            try expect(0x7d)
        case 0x5b:
            at += 1
            guard !take(0x5d) else { return }
            repeat { try skipValue(depth: depth + 1) } while take(0x2c)
            try expect(0x5d)
        default: try skipWord()
        }
    }

    /// Passes over a string of any length.
    private mutating func skipString() throws(RejectionReason) {
        try expect(0x22)
        while at < end {
            let byte = at.pointee
            at += 1
            if byte == 0x22 { return }
            guard byte >= 0x20 else { throw .malformed }
            guard byte == 0x5c else { continue }
            guard at < end else { throw .malformed }
            at += 1
        }
        throw .malformed
    }

    private mutating func skipWord() throws(RejectionReason) {
        for word in [Self.wordTrue, Self.wordFalse, Self.wordNull] where end - at >= word.count {
            guard UnsafeBufferPointer(start: at, count: word.count).matches(word) else { continue }
            at += word.count
            return
        }
        throw .malformed
    }

    private static let wordTrue = Array("true".utf8)
    private static let wordFalse = Array("false".utf8)
    private static let wordNull = Array("null".utf8)

    /// An object, key by key.
    ///
    /// - Parameter body: told of each key with the scanner before its value, which it must read.
    mutating func object(
        _ body: (UnsafeBufferPointer<UInt8>, inout ByteScanner) throws(RejectionReason) -> Void
    ) throws(RejectionReason) {
        guard take(0x7b) else { throw misfit() }
        guard !take(0x7d) else { return }
        repeat {
            let key = try string()
            try expect(0x3a)
            try body(key, &self)
        } while take(0x2c)
        try expect(0x7d)
    }

    /// An array, element by element.
    mutating func array(
        _ body: (inout ByteScanner) throws(RejectionReason) -> Void
    ) throws(RejectionReason) {
        guard take(0x5b) else { throw misfit() }
        guard !take(0x5d) else { return }
        repeat { try body(&self) } while take(0x2c)
        try expect(0x5d)
    }

    /// A string as text.
    mutating func text() throws(RejectionReason) -> String {
        String(decoding: try string(), as: UTF8.self)
    }
}
