import CHDF5
import Glibc

/// An HDF5 file being written aside: it takes its final name only when complete.
///
/// Everything goes to a hidden temporary file in the same folder; ``commit()`` flushes it to disk
/// and renames it over the final path in one step. Without a commit (an error, a crash of the
/// caller's work) the final path is untouched and the temporary file is removed.
public final class H5Writer: @unchecked Sendable {
    private let session: H5Session
    private let temporary: String
    private var isCommitted = false

    /// Final path.
    public var path: String { session.path }
    /// The top of the file.
    public var root: H5Group { H5Group(session: session, path: "/") }

    /// Starts a new file that will replace whatever is at `path`.
    ///
    /// - Throws: ``StorageError/missingFolder(path:)``, ``StorageError/unwritable(path:reason:)``,
    ///   ``StorageError/noSpace(path:)``.
    public init(writing path: String) throws(StorageError) {
        temporary = try TemporaryFile.create(for: path)
        do throws(StorageError) {
            session = try Self.open(temporary, flags: ht_H5F_ACC_TRUNC, for: path)
        } catch {
            unlink(temporary)
            throw error
        }
    }

    /// Starts from a copy of an existing file, to change or extend it.
    ///
    /// The copy is byte for byte and the library opens it as it is: for files of one's own.
    ///
    /// - Throws: As ``init(writing:)`` and ``H5File/init(reading:)``.
    public init(revising path: String) throws(StorageError) {
        try H5Library.shared.locked { () throws(StorageError) in
            _ = try FileCheck.run(path).bytes
        }
        temporary = try TemporaryFile.create(for: path)
        do throws(StorageError) {
            try Self.copyContents(of: path, to: temporary)
            session = try Self.open(temporary, flags: ht_H5F_ACC_RDWR, for: path)
        } catch {
            unlink(temporary)
            throw error
        }
    }

    deinit { discard() }

    /// Writes what is buffered, so that a crash loses nothing before this point.
    public func flush() throws(StorageError) {
        try H5Library.shared.locked { () throws(StorageError) in
            guard H5Fflush(try session.opened(), H5F_SCOPE_GLOBAL) >= 0 else {
                throw H5Failure.last().writing("/", in: path)
            }
        }
    }

    /// Completes the file and gives it its final name.
    ///
    /// - Throws: ``StorageError``; the final path is untouched then.
    public func commit() throws(StorageError) {
        guard !isCommitted else { return }
        do throws(StorageError) {
            // Flushing first reports a full disk while the file can still be closed in order.
            try flush()
            if let failure = session.close() { throw failure.writing("/", in: path) }
            try TemporaryFile.publish(temporary, as: path)
            isCommitted = true
        } catch {
            discard()
            throw error
        }
    }

    /// Gives up: removes the temporary file and leaves the final path as it was.
    public func discard() {
        guard !isCommitted else { return }
        isCommitted = true
        unlink(temporary)
        _ = session.close()
    }

    private static func open(
        _ temporary: String, flags: () -> UInt32, for path: String
    ) throws(StorageError) -> H5Session {
        try H5Library.shared.locked { () throws(StorageError) in
            let properties = H5Session.accessProperties()
            defer { _ = H5Pclose(properties) }
            let id =
                flags() == ht_H5F_ACC_TRUNC()
                ? H5Fcreate(temporary, flags(), ht_H5P_DEFAULT(), properties)
                : H5Fopen(temporary, flags(), properties)
            guard id >= 0 else { throw H5Failure.last().writing("/", in: path) }
            return H5Session(identifier: id, path: path, fileBytes: nil)
        }
    }

    private static func copyContents(of path: String, to temporary: String) throws(StorageError) {
        let source = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        let target = Glibc.open(temporary, O_WRONLY | O_CLOEXEC)
        defer {
            Glibc.close(source)
            Glibc.close(target)
        }
        guard source >= 0, target >= 0 else { throw TemporaryFile.failure(errno, path) }
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = Glibc.read(source, &buffer, buffer.count)
            if count == 0 { return }
            guard count > 0 else { throw TemporaryFile.failure(errno, path) }
            let result = buffer.withUnsafeBytes { bytes in
                Result { () throws(StorageError) in
                    try TemporaryFile.write(
                        UnsafeRawBufferPointer(rebasing: bytes[..<count]), to: target, for: path)
                }
            }
            try result.get()
        }
    }
}
