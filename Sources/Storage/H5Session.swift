import CHDF5

/// An open HDF5 file; closed at the latest when the last reference goes.
///
/// All members are used under the library's lock only, hence `@unchecked Sendable`.
final class H5Session: @unchecked Sendable {
    /// Path shown in messages: the final one, also while a temporary file is being written.
    let path: String
    /// Size of the file, the bound for what its datasets may claim; `nil` while it is written.
    let fileBytes: Int?
    /// What of the file cannot be read.
    let faults: ReadFaults
    private var identifier: hid_t

    init(identifier: hid_t, path: String, fileBytes: Int?, faults: ReadFaults = .none) {
        self.identifier = identifier
        self.path = path
        self.fileBytes = fileBytes
        self.faults = faults
    }

    deinit { _ = close() }

    /// The file's identifier.
    ///
    /// - Throws: ``StorageError/closed(path:)``.
    func opened() throws(StorageError) -> hid_t {
        guard identifier >= 0 else { throw .closed(path: path) }
        return identifier
    }

    /// Closes the file and everything still open in it.
    ///
    /// - Returns: What HDF5 said when data could not be written, otherwise `nil`.
    func close() -> H5Failure? {
        H5Library.shared.withLock {
            guard identifier >= 0 else { return nil }
            let id = identifier
            identifier = -1
            return H5Fclose(id) >= 0 ? nil : H5Failure.last()
        }
    }

    /// File access properties: close everything on close, no stdio locks (files are never shared
    /// while written, and locks fail on some network file systems), oldest file format.
    static func accessProperties() -> hid_t {
        let properties = H5Pcreate(ht_H5P_FILE_ACCESS())
        _ = H5Pset_fclose_degree(properties, H5F_CLOSE_STRONG)
        _ = H5Pset_file_locking(properties, false, true)
        _ = H5Pset_libver_bounds(properties, H5F_LIBVER_EARLIEST, H5F_LIBVER_V18)
        return properties
    }
}
