import Dispatch

/// Deterministic data parallelism: fixed chunks whatever the number of cores.
///
/// Partial results are stored per chunk and combined by the caller in chunk order, so that sums have
/// the same bits on one core and on many.
public enum Parallel {
    /// Calls `body(chunk, range)` once for every chunk of `grain` consecutive indices of 0 ..< count.
    ///
    /// The chunks depend on `count` and `grain` only. Runs in the calling thread when there is one
    /// chunk. `body` must be safe to call concurrently for different chunks.
    public static func forEachChunk(
        count: Int, grain: Int, _ body: @Sendable (_ chunk: Int, _ range: Range<Int>) -> Void
    ) {
        precondition(grain > 0, "grain must be positive")
        let chunks = chunkCount(count: count, grain: grain)
        if chunks <= 1 {
            if count > 0 { body(0, 0..<count) }
            return
        }
        DispatchQueue.concurrentPerform(iterations: chunks) { chunk in
            body(chunk, chunk * grain..<min(count, (chunk + 1) * grain))
        }
    }

    /// Number of chunks ``forEachChunk(count:grain:_:)`` makes.
    public static func chunkCount(count: Int, grain: Int) -> Int { (count + grain - 1) / grain }

    /// The results of independent calls in the order of their indices.
    ///
    /// `body` must be safe to call concurrently for different indices.
    public static func map<Result: Sendable>(
        count: Int, _ body: @Sendable (Int) -> Result
    ) -> [Result] {
        let results = Slots<Result>(count: count)
        forEachChunk(count: count, grain: 1) { index, _ in results.set(index, body(index)) }
        return results.values
    }
}

/// Results that threads write to places of their own.
private final class Slots<Element: Sendable>: @unchecked Sendable {
    private let base: UnsafeMutablePointer<Element?>
    private let count: Int

    init(count: Int) {
        self.count = count
        base = .allocate(capacity: max(count, 1))
        base.initialize(repeating: nil, count: count)
    }

    deinit {
        base.deinitialize(count: count)
        base.deallocate()
    }

    func set(_ index: Int, _ value: Element) { base[index] = value }

    var values: [Element] { (0..<count).compactMap { base[$0] } }
}
