import Foundation

/// Held by a run and its workers: the kernel lets go when the last of them has ended, however it ended.
public final class BatchLock {
    private let descriptor: Int32

    /// Takes the lock of a folder, waiting a little for workers that outlive their run.
    ///
    /// - Parameters:
    ///   - shared: with other workers of a cluster; a run of one machine wants it alone.
    ///   - waiting: told once that there is something to wait for.
    /// - Throws: ``BatchError/busy(folder:)``, ``BatchError/unwritable(file:reason:)``.
    public init(
        _ folder: BatchFolder, shared: Bool = false, waiting: () -> Void = {}
    ) throws(BatchError) {
        try BatchFolder.make(folder.path)
        // Workers inherit it: not closed when a program starts.
        descriptor = open(folder.lock, O_RDWR | O_CREAT, 0o666)
        guard descriptor >= 0 else {
            throw .unwritable(file: folder.lock, reason: String(cString: strerror(errno)))
        }
        let start = ContinuousClock.now
        var isTold = false
        while flock(descriptor, (shared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0 {
            guard start.seconds < Self.patience else {
                close(descriptor)
                throw .busy(folder: folder.path)
            }
            if !isTold { waiting() }
            isTold = true
            usleep(100_000)
        }
    }

    /// A worker without a run finishes its block and ends: usually a second, a minute with long limits [s].
    private static let patience = 60.0

    deinit { close(descriptor) }
}
