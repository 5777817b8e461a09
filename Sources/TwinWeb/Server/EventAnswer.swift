import HTTPTypes
package import TwinProtocol

/// What became of lines of events, line by line, or of a message, event by event.
package struct EventAnswer {
    package private(set) var text = ""
    /// Fields of JSON for the audit.
    package private(set) var summary = ""
    /// Whether nothing of it may be said by its sender.
    package private(set) var isForbidden = false
    private var passed = 0
    private var reasons: [String: Int] = [:]
    private var lines: [String] = []

    /// Most lines of events in one request.
    package static let mostLines = 10_000

    /// Gives each line to the twin; empty ones are passed over.
    ///
    /// - Throws: ``Refusal`` where there are too many.
    package init(
        to body: [UInt8],
        take: (UnsafeBufferPointer<UInt8>) -> RejectionReason?
    ) throws {
        let parts = body.split(separator: 0x0a, omittingEmptySubsequences: false)
        guard parts.count <= Self.mostLines else {
            throw Refusal(
                .contentTooLarge, "a request has \(Self.mostLines) lines at most")
        }
        var number = 0
        for part in parts {
            number += 1
            guard !part.allSatisfy({ $0 == 0x20 || $0 == 0x0d || $0 == 0x09 }) else { continue }
            add(part.withUnsafeBufferPointer(take), "line", number)
        }
        finish()
    }

    /// Gives a whole body to the twin, which makes several events of it.
    package init(
        message body: [UInt8], take: (UnsafeBufferPointer<UInt8>) -> [RejectionReason?]
    ) {
        for (place, reason) in body.withUnsafeBufferPointer(take).enumerated() {
            add(reason, "event", place + 1)
        }
        finish()
    }

    private mutating func add(_ reason: RejectionReason?, _ what: String, _ number: Int) {
        guard let reason else {
            passed += 1
            return lines.append("{\"\(what)\":\(number),\"outcome\":\"passed\"}")
        }
        reasons[reason.rawValue, default: 0] += 1
        lines.append(
            "{\"\(what)\":\(number),\"outcome\":\"rejected\",\"reason\":\"\(reason.rawValue)\"}")
    }

    private mutating func finish() {
        isForbidden =
            passed == 0 && !lines.isEmpty
            && reasons[RejectionReason.notAllowed.rawValue] == lines.count
        let counts = reasons.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }
        summary =
            "\"received\":\(lines.count),\"passed\":\(passed),\"rejected\":{\(counts.joined(separator: ","))}"
        text = "{\(summary),\"lines\":[\(lines.joined(separator: ","))]}"
    }
}
