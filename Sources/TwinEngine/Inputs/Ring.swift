import Synchronization

/// A bounded queue from one thread to another; neither waits, nothing is allocated.
///
/// Used within this module, where it is specialised; elsewhere a call costs some tens of nanoseconds.
public final class Ring<Element: BitwiseCopyable>: @unchecked Sendable {
    /// Room for so many elements.
    public let capacity: Int
    private let elements: UnsafeMutablePointer<Element>
    private let head = Atomic<Int>(0)
    private let tail = Atomic<Int>(0)
    private let mask: Int

    /// Makes a ring.
    ///
    /// - Parameter capacity: a power of two.
    public init(capacity: Int) {
        precondition(capacity > 0 && capacity & (capacity - 1) == 0, "a power of two")
        self.capacity = capacity
        mask = capacity - 1
        elements = .allocate(capacity: capacity)
    }

    deinit { elements.deallocate() }

    /// Elements in it now.
    public var count: Int {
        tail.load(ordering: .acquiring) - head.load(ordering: .acquiring)
    }

    /// Room that its writer can count on.
    public var room: Int { capacity - count }

    /// Appends an element; false where there is no room.
    public func push(_ element: Element) -> Bool {
        let last = tail.load(ordering: .relaxed)
        guard last - head.load(ordering: .acquiring) < capacity else { return false }
        elements[last & mask] = element
        tail.store(last + 1, ordering: .releasing)
        return true
    }

    /// The oldest element, without taking it.
    public func peek() -> Element? {
        let first = head.load(ordering: .relaxed)
        guard first != tail.load(ordering: .acquiring) else { return nil }
        return elements[first & mask]
    }

    /// Takes the oldest element.
    public func pop() -> Element? {
        let first = head.load(ordering: .relaxed)
        guard first != tail.load(ordering: .acquiring) else { return nil }
        let element = elements[first & mask]
        head.store(first + 1, ordering: .releasing)
        return element
    }
}
