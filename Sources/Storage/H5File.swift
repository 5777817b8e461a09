import CHDF5
import Glibc

/// An HDF5 file opened for reading.
///
/// What is opened is a copy that a child process made of what it could read: see ``FileCheck``.
/// Changes of the file after that are not seen.
public final class H5File: Sendable {
    private let session: H5Session

    /// Path as given.
    public var path: String { session.path }
    /// The top of the file.
    public var root: H5Group { H5Group(session: session, path: "/") }

    /// Opens a file for reading.
    ///
    /// - Throws: ``StorageError``: missing, unreadable, not HDF5, truncated, damaged.
    public init(reading path: String) throws(StorageError) {
        session = try H5Library.shared.locked { () throws(StorageError) in
            let checked = try FileCheck.run(path)
            let properties = H5Session.accessProperties()
            defer { _ = H5Pclose(properties) }
            let id = checked.open(properties)
            guard id >= 0 else {
                throw .damaged(path: path, detail: H5Failure.last().message)
            }
            return H5Session(
                identifier: id, path: path, fileBytes: checked.bytes, faults: checked.faults)
        }
    }

    /// Closes the file; groups obtained from it throw from then on.
    public func close() { _ = session.close() }
}
