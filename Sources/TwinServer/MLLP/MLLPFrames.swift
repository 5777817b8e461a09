/// Parts a stream of bytes into the messages of the minimal lower layer protocol: a byte 0B, the message, 1C 0D.
///
/// What stands between frames is passed over. A message that is too long is handed over in part, and nothing after it.
///
/// Source: HL7, *Transport Specification: MLLP, Release 1*; block format.
public struct MLLPFrames: Sendable {
    private var message: [UInt8] = []
    private var isInside = false
    private var endsNext = false
    private let longest: Int
    /// Whether a message was too long, so that its end cannot be known.
    public private(set) var isBroken = false

    /// Parts messages of at most so many bytes.
    public init(longest: Int) { self.longest = longest }

    /// Takes bytes in.
    ///
    /// - Returns: the messages that end in them.
    public mutating func take(_ bytes: some Sequence<UInt8>) -> [[UInt8]] {
        var found: [[UInt8]] = []
        for byte in bytes where !isBroken {
            if !isInside {
                isInside = byte == 0x0b
                continue
            }
            if endsNext, byte == 0x0d {
                found.append(message)
                (message, isInside, endsNext) = ([], false, false)
                continue
            }
            // A 1C that ends nothing belongs to the message.
            if endsNext { message.append(0x1c) }
            endsNext = byte == 0x1c
            if !endsNext { message.append(byte) }
            if message.count > longest {
                found.append(message)
                message = []
                isBroken = true
            }
        }
        return found
    }
}
