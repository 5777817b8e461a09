import Glibc

/// Reads a stream line by line, with the byte at which each begins; a line that is too long is handed over in
/// part and the rest of it is skipped.
public final class LineReader {
    private let descriptor: Int32
    private let longest: Int
    private var buffer: [UInt8]
    private var start = 0
    private var end = 0
    /// Bytes of the stream before the buffer.
    private var before: UInt64 = 0

    /// Reads from a descriptor, which it does not close.
    public init(_ descriptor: Int32, longest: Int) {
        self.descriptor = descriptor
        self.longest = longest
        buffer = [UInt8](repeating: 0, count: 2 * longest + 2)
    }

    /// What became of a look at the stream.
    public enum Outcome: Sendable, Equatable { case line, nothing, end }

    /// The next line, without its end.
    ///
    /// - Parameters:
    ///   - patience: waits so long for it [ms].
    ///   - take: told of the bytes, their offset and that of the next line; returns whether they were taken,
    ///     else they come again.
    public func next(
        patience: Int32,
        _ take: (UnsafeBufferPointer<UInt8>, _ offset: UInt64, _ next: UInt64) -> Bool
    ) -> Outcome {
        if let stop = buffer[start..<end].firstIndex(of: 0x0a) {
            hand(stop, stop + 1, take)
            return .line
        }
        if end - start > longest {
            // Too long for an event: the decoder says so; the rest is a line of its own.
            hand(end, end, take)
            return .line
        }
        if start > 0 {
            buffer.replaceSubrange(0..<end - start, with: buffer[start..<end])
            before += UInt64(start)
            end -= start
            start = 0
        }
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&request, 1, patience) > 0 else { return .nothing }
        let count = buffer.withUnsafeMutableBytes {
            read(descriptor, $0.baseAddress.map { $0 + end }, $0.count - end)
        }
        if count < 0 { return errno == EINTR || errno == EAGAIN ? .nothing : .end }
        if count == 0 {
            guard end > start else { return .end }
            hand(end, end, take)
            return .line
        }
        end += count
        return .nothing
    }

    private func hand(
        _ stop: Int, _ next: Int,
        _ take: (UnsafeBufferPointer<UInt8>, _ offset: UInt64, _ next: UInt64) -> Bool
    ) {
        let (offset, behind) = (before + UInt64(start), before + UInt64(next))
        let isTaken =
            stop == start
            || buffer.withUnsafeBufferPointer {
                take(UnsafeBufferPointer(rebasing: $0[start..<stop]), offset, behind)
            }
        if isTaken { start = next }
    }
}
