/// A change of the twin, as it travels from a thread to the solver and into the journal.
public struct Command: Sendable, Equatable, BitwiseCopyable {
    /// How the operand changes the signal.
    public enum Operation: UInt8, Sendable, BitwiseCopyable {
        /// The value itself; of a vital sign, what was measured.
        case set
        /// The present goal times the operand.
        case scale
        /// The present goal plus the operand.
        case add
    }

    /// Place of the signal in the catalogue.
    public var signal: UInt32
    /// What is done.
    public var operation: Operation
    /// Whether the event ends with it: an intervention may be several commands.
    public var isLast: Bool
    /// Whether the event is an intervention, which is known by its source and number alone.
    public var isOfIntervention = false
    /// The operand.
    public var value: Double
    /// Over how long it takes effect [ms].
    public var ramp: UInt32
    /// The step before which it acts, 0 for at once.
    public var step: UInt64
    /// The event it came with: number, source, time at the source, offset of its input.
    public var sequence: UInt64
    public var source: UInt64
    public var sourceTime: Int64
    public var offset: UInt64
    /// Which input it came by, below ``TwinHeart/cursorCount``.
    public var input: UInt8
    /// When it was received, on the monotonic clock [ns]; not kept in the journal.
    public var received: UInt64

    /// Makes a command.
    public init(
        signal: Int, operation: Operation = .set, value: Double, ramp: Double = 0, step: UInt64 = 0,
        isLast: Bool = true, sequence: UInt64 = 0, source: UInt64 = 0, sourceTime: Int64 = 0,
        offset: UInt64 = 0, input: UInt8 = 0, received: UInt64 = 0
    ) {
        self.signal = UInt32(signal)
        self.operation = operation
        self.isLast = isLast
        self.value = value
        self.ramp = UInt32(ramp.rounded())
        self.step = step
        self.sequence = sequence
        self.source = source
        self.sourceTime = sourceTime
        self.offset = offset
        self.input = input
        self.received = received
    }
}
