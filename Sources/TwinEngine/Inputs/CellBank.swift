import Synchronization

/// The latest value of each signal, from one writer to one reader, neither of which ever waits.
///
/// A cell is a sequence lock: its version is odd while it is written. A writer overtakes a reader that
/// sleeps: what was not read in between has been coalesced.
public final class CellBank: @unchecked Sendable {
    /// Number of cells.
    public let count: Int
    private let versions: UnsafeMutablePointer<Atomic<UInt64>>
    private let words: UnsafeMutablePointer<Atomic<UInt64>>
    /// What the reader has seen; its own.
    private let seen: UnsafeMutablePointer<UInt64>
    private static let width = 7

    /// Makes empty cells.
    public init(count: Int) {
        self.count = count
        versions = .allocate(capacity: count)
        words = .allocate(capacity: count * Self.width)
        seen = .allocate(capacity: count)
        for place in 0..<count {
            (versions + place).initialize(to: Atomic(0))
            seen[place] = 0
        }
        for place in 0..<count * Self.width { (words + place).initialize(to: Atomic(0)) }
    }

    deinit {
        versions.deallocate()
        words.deallocate()
        seen.deallocate()
    }

    /// Puts a command that sets a signal into the cell of the signal. One writer at a time.
    public func post(_ command: Command) {
        let cell = Int(command.signal)
        let version = versions[cell].load(ordering: .relaxed)
        versions[cell].store(version &+ 1, ordering: .relaxed)
        atomicMemoryFence(ordering: .releasing)
        let at = words + cell * Self.width
        at[0].store(command.value.bitPattern, ordering: .relaxed)
        at[1].store(command.sequence, ordering: .relaxed)
        at[2].store(command.source, ordering: .relaxed)
        at[3].store(UInt64(bitPattern: command.sourceTime), ordering: .relaxed)
        at[4].store(command.offset, ordering: .relaxed)
        at[5].store(command.received, ordering: .relaxed)
        at[6].store(UInt64(command.ramp) << 8 | UInt64(command.input), ordering: .relaxed)
        versions[cell].store(version &+ 2, ordering: .releasing)
    }

    /// The value of a cell if it is new, and how many were posted since the last one that was taken.
    ///
    /// A cell that is being written counts as not new: it will be at the next step.
    @inline(__always)
    package func take(_ cell: Int) -> (command: Command, posted: UInt64)? {
        let version = versions[cell].load(ordering: .acquiring)
        guard version != seen[cell], version & 1 == 0 else { return nil }
        let at = words + cell * Self.width
        let last = at[6].load(ordering: .relaxed)
        let command = Command(
            signal: cell, value: Double(bitPattern: at[0].load(ordering: .relaxed)),
            ramp: Double(last >> 8), sequence: at[1].load(ordering: .relaxed),
            source: at[2].load(ordering: .relaxed),
            sourceTime: Int64(bitPattern: at[3].load(ordering: .relaxed)),
            offset: at[4].load(ordering: .relaxed), input: UInt8(truncatingIfNeeded: last),
            received: at[5].load(ordering: .relaxed))
        atomicMemoryFence(ordering: .acquiring)
        guard versions[cell].load(ordering: .relaxed) == version else { return nil }
        let posted = (version - seen[cell]) / 2
        seen[cell] = version
        return (command, posted)
    }
}
