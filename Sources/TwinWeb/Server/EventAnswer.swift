import HTTPTypes
package import TwinProtocol

/// What became of lines of events, line by line.
package struct EventAnswer {
    package private(set) var text = ""
    /// Fields of JSON for the audit.
    package private(set) var summary = ""
    /// Whether nothing of it may be said by its sender.
    package private(set) var isForbidden = false

    /// Most lines of events in one request.
    package static let mostLines = 10_000

    /// Gives each line to the twin; empty ones are passed over.
    ///
    /// - Throws: ``Refusal`` where there are too many.
    package init(
        to body: [UInt8],
        take: (UnsafeBufferPointer<UInt8>) -> RejectionReason?
    ) throws {
        var passed = 0
        var reasons: [String: Int] = [:]
        var lines: [String] = []
        var number = 0
        let parts = body.split(separator: 0x0a, omittingEmptySubsequences: false)
        guard parts.count <= Self.mostLines else {
            throw Refusal(
                .contentTooLarge, "a request has \(Self.mostLines) lines at most")
        }
        for part in parts {
            number += 1
            guard !part.allSatisfy({ $0 == 0x20 || $0 == 0x0d || $0 == 0x09 }) else { continue }
            guard let reason = part.withUnsafeBufferPointer(take) else {
                passed += 1
                lines.append("{\"line\":\(number),\"outcome\":\"passed\"}")
                continue
            }
            reasons[reason.rawValue, default: 0] += 1
            lines.append(
                "{\"line\":\(number),\"outcome\":\"rejected\",\"reason\":\"\(reason.rawValue)\"}")
        }
        isForbidden =
            passed == 0 && !lines.isEmpty
            && reasons[RejectionReason.notAllowed.rawValue] == lines.count
        let counts = reasons.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }
        summary =
            "\"received\":\(lines.count),\"passed\":\(passed),\"rejected\":{\(counts.joined(separator: ","))}"
        text = "{\(summary),\"lines\":[\(lines.joined(separator: ","))]}"
    }
}
