import Foundation
import Storage

/// SHA-256 of files and texts.
public enum FileDigest {
    /// The digest of a file as hexadecimal digits.
    ///
    /// - Throws: `StorageError` for a file that cannot be read.
    public static func of(_ path: String) throws -> String {
        do {
            let file = try FileHandle(forReadingFrom: URL(filePath: path))
            defer { try? file.close() }
            var hash = SHA256()
            while let part = try file.read(upToCount: 1 << 20), !part.isEmpty { hash.update(part) }
            return hash.finish()
        } catch {
            throw StorageError.unreadableFile(path: path, reason: error.localizedDescription)
        }
    }

    /// The digest of a text as hexadecimal digits.
    public static func of(text: String) -> String { SHA256.hex(text.utf8) }
}
