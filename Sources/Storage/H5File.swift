import CHDF5
import Glibc

/// An HDF5 file opened for reading.
///
/// The file is checked before the HDF5 library sees it: see ``FileCheck``.
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
            let bytes = try FileCheck.run(path)
            let properties = H5Session.accessProperties()
            defer { _ = H5Pclose(properties) }
            let id = H5Fopen(path, ht_H5F_ACC_RDONLY(), properties)
            guard id >= 0 else {
                throw .damaged(path: path, detail: H5Failure.last().message)
            }
            return H5Session(identifier: id, path: path, fileBytes: bytes)
        }
    }

    /// Closes the file; groups obtained from it throw from then on.
    public func close() { _ = session.close() }
}
