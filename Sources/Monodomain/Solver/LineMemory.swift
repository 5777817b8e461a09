/// Arrays of plain numbers that begin at whole lines of the cache and live as long as their owner.
final class LineMemory {
    private var blocks: [UnsafeMutableRawPointer] = []

    deinit { for block in blocks { block.deallocate() } }

    /// Zeros.
    func zeros<Number: Numeric>(
        _ count: Int, of type: Number.Type
    ) -> UnsafeMutablePointer<Number> {
        let block = UnsafeMutableRawPointer.allocate(
            byteCount: max(count, 1) * MemoryLayout<Number>.stride, alignment: 128)
        blocks.append(block)
        return block.initializeMemory(as: Number.self, repeating: 0, count: max(count, 1))
    }
}
