import Glibc
public import TwinEngine

/// Adds the lines of a run to a file.
public final class LineFileSink: OutputSink {
    public var name: String { "file:\(path)" }
    private let path: String
    private let descriptor: Int32

    /// Opens a file, or makes one.
    ///
    /// - Throws: ``TwinServerError/sink(name:reason:)``.
    public init(path: String) throws(TwinServerError) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw .sink(name: "file:\(path)", reason: String(cString: strerror(errno)))
        }
    }

    deinit { Glibc.close(descriptor) }

    /// Writes the lines of outputs that have one. After a failure in the middle a part of a line may stand twice.
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
                throw TwinServerError.sink(name: name, reason: String(cString: strerror(errno)))
            }
            done += count
        }
    }
}
