import CHDF5
import Glibc

/// A file that is safe to open: written anew from what a child process could read of it.
struct CheckedFile: ~Copyable {
    /// Where the copy is.
    private enum Place {
        case memory(UnsafeMutableRawPointer, bytes: Int)
        case disk(String)
    }

    /// Size of the file, or of the copy if that is larger [bytes].
    let bytes: Int
    /// What is not in the copy.
    let faults: ReadFaults
    private let place: Place

    /// Takes over what a child has left in memory.
    init(_ image: UnsafeMutableRawPointer, bytes: Int, fileBytes: Int, faults: ReadFaults) {
        place = .memory(image, bytes: bytes)
        (self.bytes, self.faults) = (max(bytes, fileBytes), faults)
    }

    /// Takes over what a child has left on disk.
    init(_ path: String, fileBytes: Int, faults: ReadFaults) {
        var status = stat()
        let size = stat(path, &status) == 0 ? Int(status.st_size) : 0
        place = .disk(path)
        (bytes, self.faults) = (max(size, fileBytes), faults)
    }

    deinit {
        switch place {
        case .memory(let image, let bytes): munmap(image, bytes)
        case .disk(let path): unlink(path)
        }
    }

    /// Opens the copy; negative when that fails.
    func open(_ properties: hid_t) -> hid_t {
        switch place {
        case .disk(let path):
            // The file stays as long as it is open; its name goes at once.
            defer { unlink(path) }
            return H5Fopen(path, ht_H5F_ACC_RDONLY(), properties)
        case .memory(let image, let bytes):
            let access = ht_image_access(properties, image, bytes)
            guard access >= 0 else { return -1 }
            defer { _ = H5Pclose(access) }
            // The library takes images of one name for one file, and refuses a name that a file has.
            return H5Fopen("/dev/null/image \(Self.nextNumber())", ht_H5F_ACC_RDONLY(), access)
        }
    }

    /// Used under the library's lock.
    private nonisolated(unsafe) static var number = 0

    private static func nextNumber() -> Int {
        number += 1
        return number
    }
}

/// Checks of a file before anything of it reaches the HDF5 library in this process.
///
/// HDF5 1.10 crashes, loops or overruns memory on some damaged files (about one in a thousand with a
/// few bytes changed), so after the checks that need no library a child process reads the whole file
/// and writes it anew. If it dies, only the child does; this process reads the copy only.
enum FileCheck {
    /// Largest size believed of a file that is too short [bytes]: 1 PiB.
    private static let largestFile = 1 << 50

    /// Time a child may take to read a file: this much, and one second more per so many bytes
    /// (a tenth of the slowest reading seen).
    private static let trialSeconds = 10
    private static let trialBytesPerSecond = 5_000_000

    /// Checks existence, access, signature, length, and has the file written anew.
    ///
    /// To be called under the library's lock.
    ///
    /// - Complexity: One reading and one writing of the whole file.
    static func run(_ path: String) throws(StorageError) -> CheckedFile {
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
        return try copy(path, bytes: bytes)
    }

    /// Above this many bytes the copy is on disk, in the temporary folder.
    private static let largestInMemory = 256 << 20

    /// Lets a child process read the file and write it anew.
    private static func copy(_ path: String, bytes: Int) throws(StorageError) -> CheckedFile {
        let properties = H5Session.accessProperties()
        defer { _ = H5Pclose(properties) }
        let seconds = UInt32(clamping: trialSeconds + bytes / trialBytesPerSecond)
        let disk = bytes > largestInMemory ? try temporaryFile(for: path) : nil
        let verdict = ht_trial_run(path, properties, Double(bytes), seconds, disk)
        let reason = String(cString: strerror(errno))
        defer { free(verdict.faults) }
        let faults = ReadFaults(
            records: UnsafeRawBufferPointer(start: verdict.faults, count: verdict.fault_bytes))
        guard verdict.signal == 0, faults.opening == nil, faults.writing == nil,
            let made = made(verdict, disk, bytes, faults)
        else {
            if let disk { unlink(disk) }
            if let image = verdict.image { munmap(image, verdict.image_bytes) }
            throw failure(of: path, verdict.signal, faults, reason)
        }
        return made
    }

    private static func made(
        _ verdict: ht_verdict, _ disk: String?, _ bytes: Int, _ faults: ReadFaults
    ) -> CheckedFile? {
        if let disk { return CheckedFile(disk, fileBytes: bytes, faults: faults) }
        return verdict.image.map {
            CheckedFile($0, bytes: verdict.image_bytes, fileBytes: bytes, faults: faults)
        }
    }

    private static func failure(
        of path: String, _ signal: Int32, _ faults: ReadFaults, _ reason: String
    ) -> StorageError {
        if let opening = faults.opening { return .damaged(path: path, detail: opening) }
        if let writing = faults.writing {
            return .unreadableFile(
                path: path, reason: "no room for a copy to check it: \(writing)")
        }
        switch signal {
        case 0, ..<0:
            return .unreadableFile(
                path: path, reason: "no process could be started to check it: \(reason)")
        case SIGALRM:
            return .damaged(
                path: path, detail: "the HDF5 library does not come to an end reading it")
        default:
            return .damaged(path: path, detail: "the HDF5 library crashes reading it")
        }
    }

    /// An empty file for a large copy.
    private static func temporaryFile(for path: String) throws(StorageError) -> String {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var name = Array("\(folder)/hearttwin-XXXXXX".utf8CString)
        let descriptor = mkstemp(&name)
        guard descriptor >= 0 else {
            throw .unreadableFile(
                path: path,
                reason: "no room to check it in \(folder): " + String(cString: strerror(errno)))
        }
        close(descriptor)
        return String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
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
