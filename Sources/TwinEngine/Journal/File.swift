import Glibc

/// A file by its descriptor: whole writes, positions, synchronisation with the disk.
final class File {
    let path: String
    private let descriptor: Int32

    init(_ path: String, _ flags: Int32) throws(TwinEngineError) {
        self.path = path
        descriptor = open(path, flags | O_CLOEXEC, 0o644)
        if descriptor < 0 { throw Self.error(path, "open") }
    }

    deinit { close(descriptor) }

    static func error(_ path: String, _ operation: String) -> TwinEngineError {
        .file(path: path, operation: operation, reason: String(cString: strerror(errno)))
    }

    func append(_ bytes: [UInt8]) throws(TwinEngineError) {
        var done = 0
        while done < bytes.count {
            let written = bytes.withUnsafeBytes { buffer in
                write(descriptor, buffer.baseAddress.map { $0 + done }, bytes.count - done)
            }
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { throw Self.error(path, "write") }
            done += written
        }
    }

    func truncate(to length: Int) throws(TwinEngineError) {
        guard ftruncate(descriptor, length) == 0, lseek(descriptor, 0, SEEK_END) >= 0 else {
            throw Self.error(path, "shorten")
        }
    }

    func synchronise() throws(TwinEngineError) {
        guard fdatasync(descriptor) == 0 else { throw Self.error(path, "synchronise") }
    }

    func readAll() throws(TwinEngineError) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw Self.error(path, "read") }
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw Self.error(path, "read") }
            guard count > 0 else { return bytes }
            bytes += buffer[..<count]
        }
    }
}
