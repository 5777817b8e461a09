import Synchronization

/// Where other threads leave what the solver takes at the boundaries of its steps.
public final class TwinInputs: Sendable {
    /// Latest values from the outside.
    public let cells: CellBank
    /// Latest parameters from the estimator.
    public let estimates: CellBank
    /// What must be done one by one: interventions, ramps, recordings.
    public let commands: Ring<Command>
    /// The offsets up to which the writer has dealt with its inputs: posted, pushed or rejected.
    private let dealtWith: [OffsetCell]
    /// The step before which every command is in the ring; the last step for live sources.
    private let complete = Atomic<UInt64>(.max)
    /// Messages dealt with by writers; of them those that the solver has seen to, and the records of the journal
    /// that it had made by then.
    private let messages = Atomic<UInt64>(0)
    private let settledMessages = Atomic<UInt64>(0)
    private let settledRecords = Atomic<UInt64>(0)

    /// Makes empty inputs for so many signals.
    public init(signals: Int, commands: Int = 4096) {
        cells = CellBank(count: signals)
        estimates = CellBank(count: signals)
        self.commands = Ring(capacity: commands)
        dealtWith = (0..<TwinHeart.cursorCount).map { _ in OffsetCell() }
    }

    /// Says that all of an input before an offset is posted, pushed or rejected.
    public func publish(offset: UInt64, of input: Int) {
        dealtWith[input].value.store(offset, ordering: .releasing)
    }

    /// Says that one more message is posted, pushed or rejected; by one thread at a time.
    func noteMessage() {
        messages.store(messages.load(ordering: .relaxed) + 1, ordering: .releasing)
    }

    /// Messages dealt with so far: a ticket for ``records(settling:)``.
    public var ticket: UInt64 { messages.load(ordering: .acquiring) }

    /// The solver has taken whatever of so many messages was for it, and has made so many records.
    func settle(messages: UInt64, records: UInt64) {
        settledRecords.store(records, ordering: .relaxed)
        settledMessages.store(messages, ordering: .releasing)
    }

    /// Records of the journal that hold the messages of a ticket; nil as long as the solver has not taken them.
    public func records(settling ticket: UInt64) -> UInt64? {
        guard settledMessages.load(ordering: .acquiring) >= ticket else { return nil }
        return settledRecords.load(ordering: .relaxed)
    }

    @inline(__always)
    func offset(of input: Int) -> UInt64 { dealtWith[input].value.load(ordering: .acquiring) }

    /// Says that every command for steps before this one is in the ring.
    public func complete(before step: UInt64) { complete.store(step, ordering: .releasing) }

    var horizon: UInt64 { complete.load(ordering: .acquiring) }
}

/// An offset that one thread writes and another reads.
private final class OffsetCell: Sendable {
    let value = Atomic<UInt64>(0)
}
