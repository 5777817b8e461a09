/// An event that was not taken, for a log: why, where it stood, and its bytes as they came.
public struct DeadLetter: Sendable {
    /// Why.
    public var reason: RejectionReason
    /// Which input it came from, such as `stdin` or `kafka:vitals/0`.
    public var input: String
    /// Its place there: byte of a stream, offset of a log.
    public var offset: UInt64
    /// As it came.
    public var raw: [UInt8]

    /// Collects what is known.
    public init(reason: RejectionReason, input: String, offset: UInt64, raw: [UInt8]) {
        self.reason = reason
        self.input = input
        self.offset = offset
        self.raw = raw
    }

    /// One line of JSON; bytes in hexadecimal, so that every one of them comes back.
    public var line: String {
        let digits = Array("0123456789abcdef".utf8)
        var hex: [UInt8] = []
        hex.reserveCapacity(2 * raw.count)
        for byte in raw {
            hex.append(digits[Int(byte >> 4)])
            hex.append(digits[Int(byte & 15)])
        }
        let name = String(input.map { $0 == "\"" || $0 == "\\" || $0 < " " ? "?" : $0 })
        return "{\"reason\":\"\(reason.rawValue)\",\"input\":\"\(name)\",\"offset\":\(offset),"
            + "\"raw\":\"\(String(decoding: hex, as: UTF8.self))\"}"
    }
}
