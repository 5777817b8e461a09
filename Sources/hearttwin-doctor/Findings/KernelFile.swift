import Foundation

/// Files of /proc and /sys: they tell no length, so that they are read to their end piece by piece.
enum KernelFile {
    /// The lines of a file; none where it cannot be read.
    static func lines(_ path: String) -> [Substring] {
        guard let handle = FileHandle(forReadingAtPath: path) else { return [] }
        defer { try? handle.close() }
        var data = Data()
        while let piece = try? handle.read(upToCount: 1 << 16), !piece.isEmpty { data += piece }
        return String(decoding: data, as: UTF8.self).split(separator: "\n")
    }
}
