/// A block of memory with a fixed address, freed with its owner.
///
/// Solver arrays keep their address through a whole run, so that kernels on several threads can hold
/// plain pointers without nesting a closure for each array.
final class Buffer<Element: BitwiseCopyable> {
    /// First element.
    let base: UnsafeMutablePointer<Element>
    /// Number of elements.
    let count: Int

    init(repeating value: Element, count: Int) {
        self.count = count
        base = .allocate(capacity: max(count, 1))
        base.initialize(repeating: value, count: max(count, 1))
    }

    deinit { base.deallocate() }

    subscript(index: Int) -> Element {
        get { base[index] }
        set { base[index] = newValue }
    }

    /// Copies an array of the same length in.
    func assign(_ values: [Element]) {
        precondition(values.count == count, "arrays of the same length")
        for i in 0..<count { base[i] = values[i] }
    }

    /// Copies another buffer of the same length in.
    func assign(_ other: Buffer) {
        precondition(other.count == count, "buffers of the same length")
        base.update(from: other.base, count: count)
    }

    /// Sets every element.
    func fill(_ value: Element) { base.update(repeating: value, count: count) }

    /// The contents as an array.
    var array: [Element] { Array(UnsafeBufferPointer(start: base, count: count)) }
}
