import Foundation

/// A file of lines that only grows, for one writer.
///
/// A line that a killed process left half-written is ended before the next one, so that it is one bad line and
/// no more; a line for which there is no room is taken back.
final class AppendedFile {
    let path: String
    private let descriptor: Int32

    /// Opens a file, making it where there is none.
    ///
    /// - Throws: ``BatchError/unwritable(file:reason:)``, ``BatchError/noSpace(file:)``.
    ///
    /// - Parameter alone: refuses a file that another process has opened so.
    init(_ path: String, alone: Bool = false) throws(BatchError) {
        self.path = path
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw Self.failure(path) }
        if alone, flock(descriptor, LOCK_EX | LOCK_NB) != 0 { throw .busy(folder: path) }
        let end = lseek(descriptor, 0, SEEK_END)
        var last: UInt8 = 10
        if end > 0, pread(descriptor, &last, 1, end - 1) == 1, last != 10 { try append("\n") }
    }

    deinit { close(descriptor) }

    /// Appends a text of whole lines in one step.
    func append(_ text: String) throws(BatchError) {
        let end = lseek(descriptor, 0, SEEK_END)
        let bytes = Array(text.utf8)
        var written = 0
        while written < bytes.count {
            let step = bytes.withUnsafeBytes {
                write(descriptor, $0.baseAddress?.advanced(by: written), bytes.count - written)
            }
            if step < 0, errno == EINTR { continue }
            guard step > 0 else {
                let failure = Self.failure(path)
                _ = ftruncate(descriptor, end)
                throw failure
            }
            written += step
        }
    }

    /// Brings everything to the disk.
    func synchronise() throws(BatchError) {
        guard fsync(descriptor) == 0 else { throw Self.failure(path) }
    }

    private static func failure(_ path: String) -> BatchError {
        switch errno {
        case ENOSPC, EDQUOT, EFBIG: .noSpace(file: path)
        default: .unwritable(file: path, reason: String(cString: strerror(errno)))
        }
    }
}
