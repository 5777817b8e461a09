import CHDF5
import Glibc

/// Checks of a file before the HDF5 library opens it in this process.
///
/// HDF5 1.10 crashes or loops on some damaged files (about one in a thousand with a few bytes
/// changed), so after the checks that need no library a child process reads the whole file once:
/// if it dies, only the child does. What remains is damage that makes the library read wrong
/// memory without crashing in the child, for which the readers' own checks of values are there.
enum FileCheck {
    /// Largest size believed of a file that is too short [bytes]: 1 PiB.
    private static let largestFile = 1 << 50

    /// Time a child may take to read a file: this much, and one second more per so many bytes
    /// (a tenth of the slowest reading seen).
    private static let trialSeconds = 10
    private static let trialBytesPerSecond = 5_000_000

    /// Checks existence, access, signature, length, and that the library survives the file.
    ///
    /// To be called under the library's lock.
    ///
    /// - Returns: The file's size in bytes.
    /// - Complexity: One reading of the whole file.
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
        try survive(path, bytes: bytes)
        return bytes
    }

    /// Lets a child process read the file.
    private static func survive(_ path: String, bytes: Int) throws(StorageError) {
        let properties = H5Session.accessProperties()
        defer { _ = H5Pclose(properties) }
        let seconds = trialSeconds + bytes / trialBytesPerSecond
        let signal = ht_trial_run(path, properties, Double(bytes), UInt32(seconds))
        // Without a child, for want of processes, the file is read all the same: damage is rare.
        guard signal > 0 else { return }
        let detail =
            signal == SIGALRM
            ? "the HDF5 library does not come to an end reading it"
            : "the HDF5 library crashes reading it"
        throw .damaged(path: path, detail: detail)
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
