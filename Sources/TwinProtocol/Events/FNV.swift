/// The hash FNV-1a of 64 bits: names of sources in fixed space, look-up by name.
///
/// Source: Fowler, Noll, Vo, *The FNV Non-Cryptographic Hash Algorithm*.
public enum FNV {
    /// Hash of some bytes.
    @inline(__always)
    public static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return hash
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether the bytes are those of the array.
    @inline(__always)
    func matches(_ other: [UInt8]) -> Bool {
        guard count == other.count else { return false }
        for place in 0..<count where self[place] != other[place] { return false }
        return true
    }
}
