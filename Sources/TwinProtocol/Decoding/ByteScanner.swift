import Glibc

/// Reads JSON tokens from bytes; nothing is allocated but for what a caller collects.
struct ByteScanner {
    let end: UnsafePointer<UInt8>
    var at: UnsafePointer<UInt8>
    /// Where strings with escapes are unescaped to.
    private var scratch: UnsafeMutableBufferPointer<UInt8>

    init(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: UnsafePointer<UInt8>,
        scratch: UnsafeMutableBufferPointer<UInt8>
    ) {
        at = start
        end = start + bytes.count
        self.scratch = scratch
    }

    /// The next byte after blanks; 0 at the end.
    @inline(__always)
    mutating func peek() -> UInt8 {
        while at < end {
            let byte = at.pointee
            guard byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 else { return byte }
            at += 1
        }
        return 0
    }

    /// Takes a byte that must come next.
    @inline(__always)
    mutating func expect(_ byte: UInt8) throws(RejectionReason) {
        guard peek() == byte else { throw .malformed }
        at += 1
    }

    /// Takes a byte if it comes next.
    @inline(__always)
    mutating func take(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        at += 1
        return true
    }

    /// Nothing but blanks may follow.
    mutating func expectEnd() throws(RejectionReason) {
        guard peek() == 0, at == end else { throw .malformed }
    }

    /// A string; bytes of the input, or of the scratch where it has escapes.
    @inline(__always)
    mutating func string() throws(RejectionReason) -> UnsafeBufferPointer<UInt8> {
        guard peek() == 0x22 else { throw misfit() }
        at += 1
        let first = at
        while at < end {
            let byte = at.pointee
            if byte == 0x22 {
                let text = UnsafeBufferPointer(start: first, count: at - first)
                at += 1
                return text
            }
            if byte == 0x5c { return try escapedString(from: first) }
            guard byte >= 0x20 else { throw .malformed }
            at += 1
        }
        throw .malformed
    }

    private mutating func escapedString(
        from first: UnsafePointer<UInt8>
    ) throws(RejectionReason) -> UnsafeBufferPointer<UInt8> {
        at = first
        var length = 0
        func room(_ bytes: Int) throws(RejectionReason) {
            guard length + bytes <= scratch.count else { throw .tooLarge }
        }
        while at < end {
            let byte = at.pointee
            at += 1
            if byte == 0x22 {
                let text = UnsafeBufferPointer(rebasing: scratch[..<length])
                scratch = UnsafeMutableBufferPointer(rebasing: scratch[length...])
                return text
            }
            guard byte >= 0x20 else { throw .malformed }
            try room(4)
            guard byte == 0x5c else {
                scratch[length] = byte
                length += 1
                continue
            }
            guard at < end else { throw .malformed }
            let letter = at.pointee
            at += 1
            switch letter {
            case 0x22, 0x5c, 0x2f: scratch[length] = letter
            case 0x62: scratch[length] = 0x08
            case 0x66: scratch[length] = 0x0c
            case 0x6e: scratch[length] = 0x0a
            case 0x72: scratch[length] = 0x0d
            case 0x74: scratch[length] = 0x09
            case 0x75:
                length = try encode(try codePoint(), at: length)
                continue
            default: throw .malformed
            }
            length += 1
        }
        throw .malformed
    }

    private mutating func hexQuad() throws(RejectionReason) -> UInt32 {
        guard end - at >= 4 else { throw .malformed }
        var value: UInt32 = 0
        for _ in 0..<4 {
            let byte = at.pointee
            at += 1
            switch byte {
            case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
            case 0x41...0x46: value = value << 4 | UInt32(byte - 0x37)
            case 0x61...0x66: value = value << 4 | UInt32(byte - 0x57)
            default: throw .malformed
            }
        }
        return value
    }

    private mutating func codePoint() throws(RejectionReason) -> Unicode.Scalar {
        let high = try hexQuad()
        if let scalar = Unicode.Scalar(high) { return scalar }
        guard high < 0xdc00, end - at >= 2, at[0] == 0x5c, at[1] == 0x75 else { throw .malformed }
        at += 2
        let low = try hexQuad()
        guard (0xdc00..<0xe000).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (high - 0xd800) << 10 + (low - 0xdc00))
        else { throw .malformed }
        return scalar
    }

    private func encode(
        _ scalar: Unicode.Scalar, at place: Int
    ) throws(RejectionReason) -> Int {
        var place = place
        for byte in String(Character(scalar)).utf8 {
            scratch[place] = byte
            place += 1
        }
        return place
    }

    /// What is wrong where a token of another kind was expected.
    mutating func misfit() -> RejectionReason {
        switch peek() {
        case 0x22, 0x5b, 0x7b, 0x2d, 0x30...0x39: return isMinusInfinity ? .notFinite : .wrongType
        case 0x74, 0x66, 0x6e:
            // true, false, null; nan.
            for word in ["true", "false", "null"] where starts(with: word) { return .wrongType }
            return starts(with: "nan") ? .notFinite : .malformed
        case 0x4e, 0x49, 0x69:
            for word in ["NaN", "Inf", "inf"] where starts(with: word) { return .notFinite }
            return .malformed
        default: return .malformed
        }
    }

    private var isMinusInfinity: Bool {
        at.pointee == 0x2d && at + 1 < end && (at[1] == 0x49 || at[1] == 0x69)
    }

    private func starts(with word: String) -> Bool {
        guard end - at >= word.utf8.count else { return false }
        return zip(word.utf8, UnsafeBufferPointer(start: at, count: word.utf8.count))
            .allSatisfy { $0 == $1 }
    }

    /// A number of JSON's grammar, correctly rounded.
    @inline(__always)
    mutating func number() throws(RejectionReason) -> Double {
        let first = peek()
        guard first == 0x2d || (0x30...0x39).contains(first) else { throw misfit() }
        let from = at
        if first == 0x2d { at += 1 }
        guard at < end, (0x30...0x39).contains(at.pointee) else {
            at = from
            throw isMinusInfinity ? .notFinite : .malformed
        }
        var digits: UInt64 = 0
        var count = 0
        var exponent = 0
        if at.pointee == 0x30 {
            at += 1
        } else {
            takeDigits(&digits, &count)
        }
        if at < end, at.pointee == 0x2e {
            at += 1
            let before = count
            let place = at
            takeDigits(&digits, &count)
            guard at > place else { throw .malformed }
            exponent = before - count
        }
        var isPlain = true
        if at < end, at.pointee | 0x20 == 0x65 {
            isPlain = false
            at += 1
            if at < end, at.pointee == 0x2b || at.pointee == 0x2d { at += 1 }
            let place = at
            while at < end, (0x30...0x39).contains(at.pointee) { at += 1 }
            guard at > place else { throw .malformed }
        }
        if at < end, (0x30...0x39).contains(at.pointee) { throw .malformed }
        let value: Double
        if isPlain, count <= 15, exponent >= -22 {
            // Both are exact, so one division rounds correctly.
            let magnitude = Double(digits) / Self.powers[-exponent]
            value = first == 0x2d ? -magnitude : magnitude
        } else {
            value = try roundedSlowly(from)
        }
        guard value.isFinite else { throw .notFinite }
        return value
    }

    /// A whole number from 0 up.
    @inline(__always)
    mutating func whole() throws(RejectionReason) -> UInt64 {
        guard (0x30...0x39).contains(peek()) else { throw misfit() }
        let from = at
        var digits: UInt64 = 0
        var count = 0
        takeDigits(&digits, &count)
        guard count <= 19, at - from == 1 || from.pointee != 0x30 else { throw .malformed }
        if at < end, at.pointee == 0x2e || at.pointee | 0x20 == 0x65 { throw .wrongType }
        return digits
    }

    @inline(__always)
    private mutating func takeDigits(_ digits: inout UInt64, _ count: inout Int) {
        while at < end, (0x30...0x39).contains(at.pointee) {
            digits = digits &* 10 &+ UInt64(at.pointee - 0x30)
            count += 1
            at += 1
        }
    }

    private func roundedSlowly(_ from: UnsafePointer<UInt8>) throws(RejectionReason) -> Double {
        let count = at - from
        guard count < 400 else { throw .tooLarge }
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: count + 1) { text in
            for place in 0..<count { text[place] = CChar(bitPattern: from[place]) }
            text[count] = 0
            return text.baseAddress.map { strtod($0, nil) } ?? .nan
        }
    }

    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]
}
