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
