import Numerics

/// An array whose element `i` is `element(i)`, computed in parallel in chunks of `grain`.
///
/// `element` must be safe to call concurrently. The result does not depend on the thread count.

package func parallelArray<Element>(
    count: Int, grain: Int, _ element: @Sendable (Int) -> Element
) -> [Element] {
    [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
        nonisolated(unsafe) let target = buffer
        Parallel.forEachChunk(count: count, grain: grain) { _, range in
            for index in range { target.initializeElement(at: index, to: element(index)) }
        }
        initialized = count
    }
}
