/// Reads Avro's binary encoding from bytes; every length is compared with what is left.
///
/// Source: Apache Avro 1.11 specification, *Binary Encoding*.
struct AvroScanner {
    private var at: UnsafePointer<UInt8>
    private let end: UnsafePointer<UInt8>

    init(_ start: UnsafePointer<UInt8>, count: Int) {
        at = start
        end = start + count
    }

    /// Bytes that are left.
    var left: Int { end - at }

    @inline(__always)
    mutating func byte() throws(RejectionReason) -> UInt8 {
        guard at < end else { throw .malformed }
        defer { at += 1 }
        return at.pointee
    }

    /// A zig-zag number of variable length, ten bytes at most.
    @inline(__always)
    mutating func long() throws(RejectionReason) -> Int64 {
        var bits: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let byte = try byte()
            let part = UInt64(byte & 0x7f)
            // Of the tenth byte only one bit has a place.
            guard shift < 63 || (shift == 63 && part <= 1) else { throw .malformed }
            bits |= part << shift
            if byte & 0x80 == 0 { break }
            shift += 7
        }
        return Int64(bitPattern: bits >> 1) ^ -Int64(bitPattern: bits & 1)
    }

    /// A number from 0 up to a bound.
    @inline(__always)
    mutating func index(below count: Int) throws(RejectionReason) -> Int {
        let value = try long()
        guard value >= 0, value < Int64(count) else { throw .malformed }
        return Int(value)
    }

    @inline(__always)
    mutating func double() throws(RejectionReason) -> Double {
        guard left >= 8 else { throw .malformed }
        let bits = UnsafeRawPointer(at).loadUnaligned(as: UInt64.self)
        at += 8
        return Double(bitPattern: UInt64(littleEndian: bits))
    }

    @inline(__always)
    mutating func bytes() throws(RejectionReason) -> UnsafeBufferPointer<UInt8> {
        let count = try long()
        guard count >= 0, count <= Int64(left) else { throw .malformed }
        defer { at += Int(count) }
        return UnsafeBufferPointer(start: at, count: Int(count))
    }

    /// The size of an array's next block; 0 at its end.
    mutating func block(bytesPerItem: Int) throws(RejectionReason) -> Int {
        let count = try long()
        guard count != 0 else { return 0 }
        guard count != .min else { throw .malformed }
        if count < 0 {
            let size = try long()
            guard size >= 0, size <= Int64(left) else { throw .malformed }
            guard -count <= size / Int64(bytesPerItem), -count * Int64(bytesPerItem) == size else {
                throw .malformed
            }
        }
        guard count.magnitude <= UInt64(left / bytesPerItem) else { throw .malformed }
        return Int(count.magnitude)
    }
}
