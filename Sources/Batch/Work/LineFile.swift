import Foundation

/// Reads a file of lines in pieces, also while it grows.
struct LineFile {
    private let descriptor: Int32
    /// Where the next whole line begins [bytes].
    private(set) var offset: off_t
    private var rest = Data()

    /// Opens a file at a place; nil where it cannot be read.
    init?(_ path: String, from offset: off_t = 0) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        self.offset = offset
    }

    /// Bytes of a file; 0 where there is none.
    static func size(_ path: String) -> off_t {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_size : 0
    }

    /// Ends the reading.
    func end() { close(descriptor) }

    /// Calls with every whole line that there is now, without its end, and the place where it begins.
    mutating func read(_ take: (Data, off_t) throws -> Void) rethrows {
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = pread(descriptor, &buffer, buffer.count, offset + off_t(rest.count))
            guard count > 0 else { return }
            rest.append(contentsOf: buffer[..<count])
            var start = rest.startIndex
            while let end = rest[start...].firstIndex(of: 10) {
                try take(rest[start..<end], offset)
                offset += off_t(end - start + 1)
                start = end + 1
            }
            rest = Data(rest[start...])
        }
    }

    /// Bytes of a last line without an end.
    var unfinishedBytes: Int { rest.count }

    /// The line at a place.
    func line(at place: off_t, length: Int) -> Data {
        var data = Data(count: length)
        let count = data.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, length, place) }
        return count == length ? data : Data()
    }
}
