import Glibc

/// Checks of a file before the HDF5 library opens it.
enum FileCheck {
    /// Largest size believed of a file that is too short [bytes]: 1 PiB.
    private static let largestFile = 1 << 50

    /// Checks existence, access, signature and length.
    ///
    /// - Returns: The file's size in bytes.
    static func run(_ path: String) throws(StorageError) -> Int {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { throw .missingFile(path: path) }
            throw .unreadableFile(path: path, reason: String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw .unreadableFile(path: path, reason: String(cString: strerror(errno)))
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw .unreadableFile(path: path, reason: "it is a folder")
        default: throw .unreadableFile(path: path, reason: "it is not a regular file")
        }
        let bytes = Int(status.st_size)
        guard let superblock = Superblock(descriptor, fileBytes: bytes) else {
            throw .notHDF5(path: path)
        }
        if let end = superblock.endOfFile, end > bytes {
            guard end <= largestFile else { throw .damaged(path: path, detail: "absurd file size") }
            throw .truncated(path: path, bytes: bytes, expectedBytes: end)
        }
        return bytes
    }
}

/// The fields of an HDF5 superblock that tell whether the file is all there.
///
/// Source: HDF5 File Format Specification version 3.0, section II.A.
private struct Superblock {
    /// Address of the first byte after all data, when it can be told.
    var endOfFile: Int?

    private static let signature: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]

    /// Looks at offsets 0, 512, 1024, 2048, … as the specification says.
    init?(_ descriptor: Int32, fileBytes: Int) {
        var offset = 0
        while offset + Self.signature.count <= fileBytes {
            var header = [UInt8](repeating: 0, count: 96)
            let count = pread(descriptor, &header, header.count, off_t(offset))
            if count >= Self.signature.count, header.starts(with: Self.signature) {
                endOfFile = Self.endOfFile(header)
                return
            }
            offset = offset == 0 ? 512 : offset * 2
        }
        return nil
    }

    /// The end-of-file address of a superblock with the usual eight-byte offsets.
    private static func endOfFile(_ header: [UInt8]) -> Int? {
        switch header[8] {
        case 0 where header[13] == 8: address(header, at: 40)
        case 1 where header[13] == 8: address(header, at: 44)
        case 2 where header[9] == 8, 3 where header[9] == 8: address(header, at: 28)
        default: nil
        }
    }

    private static func address(_ header: [UInt8], at offset: Int) -> Int? {
        let value = (0..<8).reduce(UInt64(0)) { $0 | UInt64(header[offset + $1]) << (8 * $1) }
        return Int(exactly: value)
    }
}
