/// The answer to a message of HL7 version 2: that it was taken, or why not.
///
/// Source: HL7 version 2.6, chapter 2, sections 2.9.2 (original acknowledgement), 2.14.8 (MSA); table 0008.
public struct HL7Acknowledgement: Sendable {
    /// `AA`: something is taken, or all that could be is known or overtaken, and sending it again would change
    /// nothing; `AR`: something had no room and is wanted again; `AE`: nothing of it can be taken, now or later.
    public let code: String
    /// What became of its results, by reason.
    public let text: String
    private let message: [UInt8]

    /// Answers a message.
    ///
    /// - Parameters:
    ///   - message: as it came.
    ///   - outcomes: of its events; nil for what is taken.
    public init(to message: UnsafeBufferPointer<UInt8>, outcomes: [RejectionReason?]) {
        self.message = Array(message)
        let isDone = outcomes.contains { $0 == nil || $0 == .duplicate || $0 == .stale }
        code = outcomes.contains(.overload) ? "AR" : isDone ? "AA" : "AE"
        var counts: [String: Int] = [:]
        for reason in outcomes { counts[reason?.rawValue ?? "taken", default: 0] += 1 }
        text = counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            .joined(separator: ", ")
    }

    /// The message, in the signs of the one that it answers; in the usual ones where that has none.
    ///
    /// - Parameter time: of the answer, as HL7 writes it.
    public func bytes(at time: String) -> [UInt8] {
        let header = message.withUnsafeBufferPointer { bytes in
            do throws(RejectionReason) {
                return try HL7Message(bytes).segments.first
            } catch {
                return nil
            }
        }
        func field(_ number: Int) -> String {
            header.map { String(decoding: $0.field(number), as: UTF8.self) } ?? ""
        }
        // The name of a segment is followed by the sign that parts fields.
        let bar = header.map { String(decoding: $0.bar, as: UTF8.self) } ?? "|"
        let signs = header == nil ? "^~\\&" : field(2)
        let version = header == nil ? "2.6" : field(12)
        let first = [
            "MSH", signs, field(5), field(6), field(3), field(4), time, "", "ACK", field(10),
            header == nil ? "P" : field(11), version,
        ]
        let second = ["MSA", code, field(10), text]
        return Array(
            (first.joined(separator: bar) + "\r" + second.joined(separator: bar) + "\r").utf8)
    }
}
