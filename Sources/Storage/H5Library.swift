import CHDF5
import Glibc

/// The HDF5 library behind one lock.
///
/// HDF5 keeps global state and is not safe for concurrent use, so every call goes through
/// ``locked(_:)``. The lock is recursive: public operations may be built from one another.
final class H5Library: @unchecked Sendable {
    /// The only instance; its first use initialises the C library.
    static let shared = H5Library()

    private let mutex: UnsafeMutablePointer<pthread_mutex_t>

    private init() {
        mutex = .allocate(capacity: 1)
        var attributes = pthread_mutexattr_t()
        pthread_mutexattr_init(&attributes)
        pthread_mutexattr_settype(&attributes, Int32(PTHREAD_MUTEX_RECURSIVE))
        pthread_mutex_init(mutex, &attributes)
        pthread_mutexattr_destroy(&attributes)
        // At exit the library would flush files whose disk is full, again and again.
        _ = H5dont_atexit()
        _ = H5open()
        // Following a link would let a patient file read any file of its reader.
        _ = H5Lunregister(H5L_TYPE_EXTERNAL)
        Self.turnFileSizeSignalIntoError()
    }

    /// Runs `body` as the only user of HDF5, its own error printing switched off.
    func locked<Result>(
        _ body: () throws(StorageError) -> Result
    ) throws(StorageError) -> Result {
        enter()
        defer { pthread_mutex_unlock(mutex) }
        return try body()
    }

    /// Runs a `body` that cannot fail as the only user of HDF5.
    func withLock<Result>(_ body: () -> Result) -> Result {
        enter()
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }

    private func enter() {
        pthread_mutex_lock(mutex)
        // The setting belongs to the calling thread where HDF5 was built thread-safe.
        _ = H5Eset_auto2(ht_H5E_DEFAULT(), nil, nil)
    }

    /// A file size limit raises SIGXFSZ, which by default kills the process in the middle of a
    /// write; ignored, the write fails with EFBIG and is reported like a full disk.
    private static func turnFileSizeSignalIntoError() {
        var current = sigaction()
        sigaction(SIGXFSZ, nil, &current)
        // SIG_DFL is the null function.
        if current.__sigaction_handler.sa_handler == nil { signal(SIGXFSZ, SIG_IGN) }
    }
}
