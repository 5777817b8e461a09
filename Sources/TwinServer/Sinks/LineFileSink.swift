import Glibc
public import TwinEngine

/// Adds the lines of a run to a file: whole lines, also after a run that was killed (``LineTail``) or a disk that was full.
public final class LineFileSink: OutputSink {
    public var name: String { "file:\(path)" }
    private let path: String
    private let descriptor: Int32
    /// What was done to the last line that the file had; nil where that was whole.
    public let repair: LineTail.Repair?

    /// Opens a file, or makes one.
    ///
    /// - Throws: ``TwinServerError/sink(name:reason:)``.
    public init(path: String) throws(TwinServerError) {
        self.path = path
        // A named pipe is opened for writing alone: its reader is to see it end.
        var status = stat()
        let isPlain = stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
        descriptor = open(
            path, (isPlain ? O_RDWR : O_WRONLY) | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw .sink(name: "file:\(path)", reason: String(cString: strerror(errno)))
        }
        do throws(TwinServerError) {
            repair = try LineTail.repair(descriptor, name: "file:\(path)")
        } catch {
            Glibc.close(descriptor)
            throw error
        }
    }

    deinit { Glibc.close(descriptor) }

    /// Writes the lines of outputs that have one; after a failure in the middle none of them stands in a regular file.
    public func write(_ outputs: [TwinOutput]) throws {
        var bytes: [UInt8] = []
        for output in outputs where !output.line.isEmpty {
            bytes += output.line.utf8
            bytes.append(0x0a)
        }
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(descriptor, buffer.baseAddress.map { $0 + done }, bytes.count - done)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let reason = String(cString: strerror(errno))
                LineTail.takeBack(done, from: descriptor)
                throw TwinServerError.sink(name: name, reason: reason)
            }
            done += count
        }
    }
}
