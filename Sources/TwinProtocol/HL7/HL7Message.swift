/// The segments, fields and components of a message in the vertical-bar encoding of HL7 version 2.
///
/// Source: HL7 version 2.6, chapter 2 (Control), sections 2.5–2.7. Frames of MLLP around a message are taken
/// off; segments may also end with a line feed.
struct HL7Message {
    /// One segment: its name, and its fields by their numbers from 1 (of MSH from 2).
    struct Segment {
        let name: [UInt8]
        let fields: [ArraySlice<UInt8>]
        let isHeader: Bool
        /// The sign that parts fields.
        let bar: [UInt8]

        /// A field, empty where there is none.
        func field(_ number: Int) -> ArraySlice<UInt8> {
            let place = isHeader ? number - 1 : number
            return place < fields.count ? fields[place] : []
        }
    }

    let segments: [Segment]
    private let component: UInt8
    private let repetition: UInt8
    private let escape: UInt8
    private let subcomponent: UInt8
    private let field: UInt8

    /// Most segments of a message.
    private static let mostSegments = 1024

    init(_ bytes: UnsafeBufferPointer<UInt8>) throws(RejectionReason) {
        let frame: Set<UInt8> = [0x0b, 0x1c, 0x0d, 0x0a]
        var message = Array(bytes)[...]
        while let first = message.first, frame.contains(first) { message = message.dropFirst() }
        while let last = message.last, frame.contains(last) { message = message.dropLast() }
        guard message.count >= 8, message.starts(with: Self.header) else { throw .malformed }
        let signs = Array(message.prefix(8).dropFirst(3))
        // Five signs that are no letters, each another: | ^ ~ \ & as a rule.
        guard Set(signs).count == 5,
            signs.allSatisfy({ (0x21..<0x7f).contains($0) && !Self.isWord($0) })
        else { throw .malformed }
        (field, component, repetition, escape, subcomponent) = (
            signs[0], signs[1], signs[2], signs[3], signs[4]
        )
        var segments: [Segment] = []
        for line in message.split(whereSeparator: { $0 == 0x0d || $0 == 0x0a }) {
            guard segments.count < Self.mostSegments else { throw .tooLarge }
            let parts = line.split(separator: field, omittingEmptySubsequences: false)
            guard parts[0].count == 3, parts[0].allSatisfy(Self.isWord) else { throw .malformed }
            let isHeader = parts[0].elementsEqual(Self.header)
            guard isHeader == segments.isEmpty else { throw .malformed }
            segments.append(
                Segment(name: Array(parts[0]), fields: parts, isHeader: isHeader, bar: [field]))
        }
        self.segments = segments
    }

    private static let header = Array("MSH".utf8)

    private static func isWord(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
    }

    /// The first segment of a name.
    func first(_ name: String) -> Segment? { segments.first { $0.name.elementsEqual(name.utf8) } }

    /// The repetitions of a field.
    func repetitions(_ field: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        field.split(separator: repetition, omittingEmptySubsequences: false)
    }

    /// A component of a field, from 1, as text.
    func component(_ number: Int, of field: ArraySlice<UInt8>) throws(RejectionReason) -> String {
        let parts = field.split(separator: component, omittingEmptySubsequences: false)
        guard number <= parts.count else { return "" }
        return try text(parts[number - 1])
    }

    /// Text without its escapes.
    ///
    /// - Throws: ``RejectionReason/malformed`` for an escape that stands for no sign.
    func text(_ bytes: ArraySlice<UInt8>) throws(RejectionReason) -> String {
        guard bytes.contains(escape) else { return String(decoding: bytes, as: UTF8.self) }
        var found: [UInt8] = []
        var rest = bytes
        while let byte = rest.popFirst() {
            guard byte == escape else {
                found.append(byte)
                continue
            }
            guard let letter = rest.popFirst(), rest.popFirst() == escape else { throw .malformed }
            switch letter {
            case 0x46: found.append(field)
            case 0x53: found.append(component)
            case 0x54: found.append(subcomponent)
            case 0x52: found.append(repetition)
            case 0x45: found.append(escape)
            default: throw .malformed
            }
        }
        return String(decoding: found, as: UTF8.self)
    }
}
