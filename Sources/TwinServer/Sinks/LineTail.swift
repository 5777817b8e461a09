import Foundation
import Glibc

/// The last line of a file of JSON lines, which a process that was killed may have left in the middle.
public enum LineTail {
    /// What was wrong with it.
    public enum Repair: Sendable, Equatable {
        /// An incomplete line of this program was cut off; its bytes.
        case cut([UInt8])
        /// A line that was complete, or of somebody else, got its end.
        case ended
    }

    /// Longest line that is looked at [bytes].
    private static let longest = 1 << 24
    /// How every line of a run and of its dead letters begins.
    private static let beginnings = ["{\"type\":", "{\"reason\":", "{\"sink\":"]

    /// Takes the last bytes of a regular file off again: those of a line that a full disk cut.
    public static func takeBack(_ count: Int, from descriptor: Int32) {
        var status = stat()
        guard count > 0, fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG
        else { return }
        _ = ftruncate(descriptor, max(status.st_size - off_t(count), 0))
    }

    /// Makes the next line of a file begin at the start of one.
    ///
    /// - Parameter descriptor: open for reading and writing; what is no regular file is left alone.
    /// - Returns: what was done; nil where nothing was wrong.
    /// - Throws: ``TwinServerError/sink(name:reason:)``.
    public static func repair(
        _ descriptor: Int32, name: String
    ) throws(TwinServerError) -> Repair? {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_size > 0
        else { return nil }
        let size = Int(status.st_size)
        var tail = [UInt8](repeating: 0, count: min(size, longest))
        guard pread(descriptor, &tail, tail.count, off_t(size - tail.count)) == tail.count else {
            throw .sink(name: name, reason: String(cString: strerror(errno)))
        }
        guard tail.last != 0x0a else { return nil }
        let line = Array(tail[((tail.lastIndex(of: 0x0a) ?? -1) + 1)...])
        let isLong = line.count == tail.count && size > tail.count
        let text = String(decoding: line, as: UTF8.self)
        // The first bytes of a line may be all there is of it.
        let isOurs = beginnings.contains { $0.hasPrefix(text) || text.hasPrefix($0) }
        let isComplete = (try? JSONSerialization.jsonObject(with: Data(line))) != nil
        guard isOurs, !isComplete, !isLong else {
            var end: UInt8 = 0x0a
            guard pwrite(descriptor, &end, 1, off_t(size)) == 1 else {
                throw .sink(name: name, reason: String(cString: strerror(errno)))
            }
            return .ended
        }
        guard ftruncate(descriptor, off_t(size - line.count)) == 0 else {
            throw .sink(name: name, reason: String(cString: strerror(errno)))
        }
        return .cut(line)
    }
}
