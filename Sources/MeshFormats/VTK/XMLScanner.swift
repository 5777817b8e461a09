/// Splits the bytes of an XML file into tags and text.
struct XMLScanner {
    enum Event {
        case start(XMLElement, selfClosing: Bool)
        case text(Range<Int>)
        case end(String)
    }

    let bytes: [UInt8]
    private(set) var position = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Number of the current line, from 1.
    var line: Int {
        1 + bytes[..<min(position, bytes.count)].count(where: { $0 == UInt8(ascii: "\n") })
    }

    func error(_ problem: String) -> MeshFormatError { .malformedXML(line: line, problem: problem) }

    /// The next tag or stretch of text; nil at the end of the file.
    mutating func next() throws(MeshFormatError) -> Event? {
        while position < bytes.count {
            guard bytes[position] == UInt8(ascii: "<") else {
                let start = position
                position = index(of: UInt8(ascii: "<")) ?? bytes.count
                return .text(start..<position)
            }
            if starts(with: "<!--") {
                try skip(past: "-->", inside: "a comment")
            } else if starts(with: "<?") {
                try skip(past: "?>", inside: "a declaration")
            } else if starts(with: "<!") {
                try skip(past: ">", inside: "a declaration")
            } else if starts(with: "</") {
                position += 2
                let name = try self.name()
                skipSpace()
                try expect(UInt8(ascii: ">"))
                return .end(name)
            } else {
                return try startTag()
            }
        }
        return nil
    }

    /// Position of the first byte of appended data: after white space and an underscore.
    mutating func startOfAppendedData() throws(MeshFormatError) -> Int {
        skipSpace()
        try expect(UInt8(ascii: "_"))
        return position
    }

    private mutating func startTag() throws(MeshFormatError) -> Event {
        position += 1
        var element = XMLElement(name: try name())
        while true {
            skipSpace()
            guard position < bytes.count else { throw .truncated(inside: "<\(element.name)>") }
            if bytes[position] == UInt8(ascii: ">") {
                position += 1
                return .start(element, selfClosing: false)
            }
            if starts(with: "/>") {
                position += 2
                return .start(element, selfClosing: true)
            }
            let key = try name()
            skipSpace()
            try expect(UInt8(ascii: "="))
            skipSpace()
            element.attributes[key] = try quoted(key)
        }
    }

    private mutating func quoted(_ key: String) throws(MeshFormatError) -> String {
        guard position < bytes.count else { throw .truncated(inside: "attribute \(key)") }
        let quote = bytes[position]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            throw error("the value of attribute \(key) is not quoted")
        }
        position += 1
        guard let end = index(of: quote) else { throw .truncated(inside: "attribute \(key)") }
        defer { position = end + 1 }
        return Self.resolvingEntities(String(decoding: bytes[position..<end], as: UTF8.self))
    }

    /// Replaces the five entities XML predefines.
    private static func resolvingEntities(_ text: String) -> String {
        guard text.contains("&") else { return text }
        let entities = [("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'"), ("amp", "&")]
        var result = ""
        var rest = text[...]
        while let ampersand = rest.firstIndex(of: "&") {
            result += rest[..<ampersand]
            rest = rest[ampersand...]
            let match = entities.first { rest.hasPrefix("&\($0.0);") }
            result += match?.1 ?? "&"
            rest = rest.dropFirst(match.map { $0.0.count + 2 } ?? 1)
        }
        return result + rest
    }

    private mutating func name() throws(MeshFormatError) -> String {
        let start = position
        while position < bytes.count, Self.isNameByte(bytes[position]) { position += 1 }
        if position == bytes.count { throw .truncated(inside: "a tag") }
        if position == start { throw error("a name was expected") }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: ":"),
            UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: byte >= 0x80
        }
    }

    private mutating func expect(_ byte: UInt8) throws(MeshFormatError) {
        guard position < bytes.count else { throw .truncated(inside: "a tag") }
        guard bytes[position] == byte else {
            throw error("\"\(Character(UnicodeScalar(byte)))\" was expected")
        }
        position += 1
    }

    private mutating func skip(past text: String, inside: String) throws(MeshFormatError) {
        while position < bytes.count {
            if starts(with: text) {
                position += text.utf8.count
                return
            }
            position += 1
        }
        throw .truncated(inside: inside)
    }

    private mutating func skipSpace() {
        while position < bytes.count, isXMLSpace(bytes[position]) { position += 1 }
    }

    private func starts(with text: String) -> Bool {
        bytes[position...].starts(with: text.utf8)
    }

    private func index(of byte: UInt8) -> Int? { bytes[position...].firstIndex(of: byte) }
}

/// True for the four white-space bytes of XML.
func isXMLSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
}
