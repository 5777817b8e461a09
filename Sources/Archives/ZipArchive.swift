import CZlib
public import Foundation

/// A ZIP archive; entries are stored as they are unless they are to be compressed.
///
/// Entries are written with the date 1980-01-01, so that the same content gives the same bytes.
///
/// Source: PKWARE, ".ZIP File Format Specification" (APPNOTE.TXT) 6.3.10, sections 4.3.7–4.3.16; sizes below 4 GiB.
public struct ZipArchive {
    /// Names and bytes in the order of the file.
    public private(set) var entries: [(name: String, data: Data)] = []
    private var compressed: Set<String> = []

    /// An empty archive.
    public init() {}

    /// Adds an entry.
    ///
    /// - Parameter compressing: whether it is deflated in the file.
    public mutating func add(_ name: String, _ data: Data, compressing: Bool = false) {
        entries.append((name, data))
        if compressing { compressed.insert(name) }
    }

    /// The bytes of an entry.
    public func data(_ name: String) -> Data? { entries.first { $0.name == name }?.data }

    private static let localMark: UInt32 = 0x0403_4b50
    private static let centralMark: UInt32 = 0x0201_4b50
    private static let endMark: UInt32 = 0x0605_4b50
    /// 1980-01-01 in the format's days.
    private static let date: UInt16 = 33
    /// Size of the end record without a comment.
    private static let endSize = 22

    /// The archive's bytes; nil where something is too large for the format.
    public func bytes() -> Data? {
        var file = Data()
        var central = Data()
        for (name, data) in entries {
            let isCompressed = compressed.contains(name)
            guard let content = isCompressed ? Self.deflated(data) : data,
                let size = UInt32(exactly: data.count), let kept = UInt32(exactly: content.count),
                let start = UInt32(exactly: file.count),
                let length = UInt16(exactly: name.utf8.count)
            else { return nil }
            var common = Data()
            // Version 2.0, names in UTF-8, stored or deflated, no time of day.
            let method: UInt16 = isCompressed ? 8 : 0
            for word in [20, 0x0800, method, 0, Self.date] as [UInt16] { common.append(word) }
            for word in [Self.checksum(data), kept, size] { common.append(word) }
            common.append(length)
            common.append(UInt16(0))
            file.append(Self.localMark)
            file.append(common)
            file.append(Data(name.utf8))
            file.append(content)
            central.append(Self.centralMark)
            // Made by Unix, so that the permissions below count.
            central.append(UInt16(3 << 8 | 20))
            central.append(common)
            for word in [0, 0, 0] as [UInt16] { central.append(word) }
            let mode: UInt32 = name.hasSuffix(".sh") ? 0o100755 : 0o100644
            for word in [mode << 16, start] { central.append(word) }
            central.append(Data(name.utf8))
        }
        guard let count = UInt16(exactly: entries.count), let start = UInt32(exactly: file.count),
            let size = UInt32(exactly: central.count)
        else { return nil }
        file.append(central)
        file.append(Self.endMark)
        for word in [0, 0, count, count] as [UInt16] { file.append(word) }
        for word in [size, start] { file.append(word) }
        file.append(UInt16(0))
        return file
    }

    /// Reads an archive of stored entries and checks their sums.
    ///
    /// - Throws: ``ZipError``.
    public init(_ file: Data) throws(ZipError) {
        let bytes = [UInt8](file)
        func number(_ place: Int, _ size: Int) throws(ZipError) -> Int {
            guard place >= 0, place + size <= bytes.count else { throw .damaged("it is cut off") }
            return (0..<size).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
        }
        var end = bytes.count - Self.endSize
        while end >= 0, try number(end, 4) != Int(Self.endMark) { end -= 1 }
        if end < 0 { throw .damaged("it is no ZIP archive") }
        var place = try number(end + 16, 4)
        for _ in 0..<(try number(end + 10, 2)) {
            guard try number(place, 4) == Int(Self.centralMark) else {
                throw .damaged("its list of entries is broken")
            }
            let (length, extra, comment) = (
                try number(place + 28, 2), try number(place + 30, 2), try number(place + 32, 2)
            )
            let size = try number(place + 20, 4)
            let start = try number(place + 42, 4)
            guard place + 46 + length <= bytes.count else { throw .damaged("it is cut off") }
            let name = String(decoding: bytes[place + 46..<place + 46 + length], as: UTF8.self)
            guard try number(place + 10, 2) == 0 else {
                throw .damaged(
                    "\(name) is compressed: unpack it and run run.sh, or keep the archive as it was made"
                )
            }
            let first = start + 30 + (try number(start + 26, 2)) + (try number(start + 28, 2))
            guard first + size <= bytes.count else { throw .damaged("\(name) is cut off") }
            let data = Data(bytes[first..<first + size])
            guard try number(place + 16, 4) == Int(Self.checksum(data)) else {
                throw .damaged("\(name) has another checksum than it says")
            }
            // Nothing is ever unpacked outside the folder it is meant for.
            if name.hasPrefix("/") || name.split(separator: "/").contains("..") {
                throw .damaged("the name \(name) leads out of the folder")
            }
            if !name.hasSuffix("/") { entries.append((name, data)) }
            place += 46 + length + extra + comment
        }
    }

    /// The checksum CRC-32 (ISO 3309).
    public static func checksum(_ data: Data) -> UInt32 {
        data.withUnsafeBytes { bytes in
            UInt32(
                truncatingIfNeeded: crc32_z(
                    0, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count))
        }
    }

    /// The data without header (RFC 1951); nil where zlib refuses.
    private static func deflated(_ data: Data) -> Data? {
        guard let size = UInt32(exactly: data.count) else { return nil }
        var stream = z_stream()
        guard
            deflateInit2_(
                &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY,
                ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { return nil }
        defer { deflateEnd(&stream) }
        var result = [UInt8](repeating: 0, count: Int(deflateBound(&stream, uLong(size))))
        var source = [UInt8](data)
        let status = source.withUnsafeMutableBufferPointer { source in
            result.withUnsafeMutableBufferPointer { result in
                stream.next_in = source.baseAddress
                stream.avail_in = size
                stream.next_out = result.baseAddress
                stream.avail_out = uInt(result.count)
                return deflate(&stream, Z_FINISH)
            }
        }
        guard status == Z_STREAM_END else { return nil }
        return Data(result.prefix(Int(stream.total_out)))
    }
}

extension Data {
    fileprivate mutating func append<T: FixedWidthInteger>(_ value: T) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }
}
