import Storage

/// Links records: each hash covers the record and the hash before it, so that none can be changed, taken
/// out or put in without breaking all that follow.
struct HashChain {
    /// The hash of the last record, 32 bytes.
    private(set) var last: [UInt8]

    /// Begins a chain with what it is about.
    init(about text: String) { last = Self.hash(Array(text.utf8)) }

    /// Links a record.
    mutating func link(_ bytes: [UInt8]) -> [UInt8] {
        last = Self.hash(last + bytes)
        return last
    }

    /// SHA-256 as bytes.
    static func hash(_ bytes: [UInt8]) -> [UInt8] { SHA256.digest(bytes) }
}
