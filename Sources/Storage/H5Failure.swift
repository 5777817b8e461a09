import CHDF5
import Glibc

/// What HDF5 itself said about its last failure.
struct H5Failure {
    /// Outermost and innermost message as one short phrase.
    var message: String
    /// The failure was a full disk, an exceeded quota or file size limit.
    var isFullDisk: Bool

    /// Reads the error stack; to be called under the library's lock, right after the failure.
    static func last() -> H5Failure {
        let messages = stack()
        let codes = [ENOSPC, EDQUOT, EFBIG].map { "errno = \($0)," }
        let full = messages.contains { message in codes.contains { message.contains($0) } }
        guard let first = messages.first, let last = messages.last else {
            return H5Failure(message: "unknown reason", isFullDisk: full)
        }
        let message = first == last ? first : "\(first): \(last)"
        return H5Failure(message: message, isFullDisk: full)
    }

    /// The error of writing `object` that this failure means.
    func writing(_ object: String, in file: String) -> StorageError {
        isFullDisk
            ? .noSpace(path: file)
            : .writeFailed(file: file, object: object, detail: message)
    }

    /// All messages, outermost call first.
    private static func stack() -> [String] {
        var messages: [String] = []
        withUnsafeMutablePointer(to: &messages) { pointer in
            let collect: H5E_walk2_t = { _, entry, context in
                guard let text = entry?.pointee.desc, let context else { return 0 }
                let message = String(cString: text)
                context.assumingMemoryBound(to: [String].self).pointee.append(message)
                return 0
            }
            _ = H5Ewalk2(ht_H5E_DEFAULT(), H5E_WALK_DOWNWARD, collect, pointer)
        }
        return messages
    }
}
