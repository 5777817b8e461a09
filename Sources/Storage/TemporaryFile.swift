import Glibc

/// A file being written under a hidden name beside its final one: `.NAME.PID-N.part`.
///
/// Plain system calls, for their exact error numbers. What a killed process leaves behind is
/// recognised by its name and removed by ``UnfinishedFiles``.
enum TemporaryFile {
    static let suffix = ".part"

    /// Creates an empty file with a name of its own beside `path`.
    static func create(for path: String) throws(StorageError) -> String {
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        let folder = slash.map { String(path[...$0]) } ?? ""
        let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
        var attempt = 0
        while true {
            let temporary = "\(folder).\(name).\(getpid())-\(attempt)\(suffix)"
            // Read and write for all, less the process's umask.
            let descriptor = open(temporary, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o666)
            if descriptor >= 0 {
                close(descriptor)
                return temporary
            }
            guard errno == EEXIST else { throw failure(errno, path) }
            attempt += 1
        }
    }

    /// The process that made a file of such a name; nil for other names.
    static func owner(of name: String) -> pid_t? {
        guard name.hasPrefix("."), name.hasSuffix(suffix) else { return nil }
        let parts = name.dropLast(suffix.count).split(separator: ".")
        guard parts.count >= 2, let last = parts.last else { return nil }
        let numbers = last.split(separator: "-")
        guard numbers.count == 2, Int(numbers[1]) != nil else { return nil }
        return pid_t(numbers[0])
    }

    /// Brings the file's bytes to the disk, so that no crash leaves a half file under a final name.
    static func synchronise(_ temporary: String, for path: String) throws(StorageError) {
        let descriptor = open(temporary, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(errno, path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure(errno, path) }
    }

    /// Gives the complete file its final name in one step.
    static func publish(_ temporary: String, as path: String) throws(StorageError) {
        try synchronise(temporary, for: path)
        guard rename(temporary, path) == 0 else { throw failure(errno, path) }
    }

    /// Writes all bytes to a file descriptor.
    static func write(
        _ bytes: UnsafeRawBufferPointer, to descriptor: Int32, for path: String
    ) throws(StorageError) {
        var written = 0
        while written < bytes.count {
            let step = Glibc.write(
                descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
            guard step > 0 else { throw failure(errno, path) }
            written += step
        }
    }

    /// The error that a system call's number means for writing `path`.
    static func failure(_ code: Int32, _ path: String) -> StorageError {
        switch code {
        case ENOSPC, EDQUOT, EFBIG: .noSpace(path: path)
        case ENOENT: .missingFolder(path: path)
        default: .unwritable(path: path, reason: String(cString: strerror(code)))
        }
    }
}

/// Leftovers of processes that were killed while they wrote.
public enum UnfinishedFiles {
    /// Removes the temporary files of processes that no longer run from a folder.
    ///
    /// - Returns: The names of the removed files, sorted.
    @discardableResult
    public static func remove(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var removed: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard let owner = TemporaryFile.owner(of: name), !isRunning(owner) else { continue }
            if unlink(folder + "/" + name) == 0 { removed.append(name) }
        }
        return removed.sorted()
    }

    /// Finds out whether files can be created in a folder, by creating one.
    ///
    /// - Throws: ``StorageError/unwritable(path:reason:)`` and the like, about `folder`.
    public static func requireWritable(_ folder: String) throws(StorageError) {
        do throws(StorageError) {
            unlink(try TemporaryFile.create(for: folder + "/probe"))
        } catch {
            switch error {
            case .unwritable(_, let reason): throw .unwritable(path: folder, reason: reason)
            case .noSpace: throw .noSpace(path: folder)
            default: throw error
            }
        }
    }

    private static func isRunning(_ process: pid_t) -> Bool {
        kill(process, 0) == 0 || errno != ESRCH
    }
}

/// Text files that appear whole or not at all.
public enum TextFile {
    /// Writes a text aside, brings it to the disk and renames it into place.
    ///
    /// - Throws: ``StorageError``; the final path is untouched then and nothing stays behind.
    public static func write(_ text: String, to path: String) throws(StorageError) {
        let temporary = try TemporaryFile.create(for: path)
        do throws(StorageError) {
            let descriptor = open(temporary, O_WRONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw TemporaryFile.failure(errno, path) }
            defer { close(descriptor) }
            let bytes = Array(text.utf8)
            let result = bytes.withUnsafeBytes { bytes in
                Result { () throws(StorageError) in
                    try TemporaryFile.write(bytes, to: descriptor, for: path)
                }
            }
            try result.get()
            try TemporaryFile.publish(temporary, as: path)
        } catch {
            unlink(temporary)
            throw error
        }
    }
}
