/// A number that two hearts share only if all their bits agree (but for one chance in 2⁶⁴).
enum StateDigest {
    /// FNV-1a, a word at a time, with the high bits folded in.
    static func of(_ words: UnsafePointer<UInt64>, count: Int) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for place in 0..<count {
            hash = (hash ^ words[place]) &* 0x100_0000_01b3
            hash ^= hash >> 29
        }
        return hash
    }
}
