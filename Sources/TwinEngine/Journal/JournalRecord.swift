/// A line of the journal: what happened before which step, bit for bit.
public struct JournalRecord: Sendable, Equatable, BitwiseCopyable {
    /// What a record tells.
    public enum Kind: UInt8, Sendable {
        /// A command took effect.
        case applied
        /// A command was refused: it would have left the range of its signal.
        case refused
        /// A digest of the state, to check replays by; the value holds it.
        case mark
        /// The run ended in good order.
        case end
    }

    /// Steps that were done before it.
    public var step: UInt64 = 0
    /// Bits of the operand, or the digest.
    public var bits: UInt64 = 0
    /// The event: number, source, time at the source, offset.
    public var sequence: UInt64 = 0
    public var source: UInt64 = 0
    public var sourceTime: Int64 = 0
    public var offset: UInt64 = 0
    /// The signal, and over how long it acts [ms].
    public var signal: UInt32 = 0
    public var ramp: UInt32 = 0
    /// Kind, operation, whether the event ends with it, the input it came by.
    public var kind: UInt8 = 0
    public var operation: UInt8 = 0
    public var isLast: UInt8 = 0
    public var input: UInt8 = 0
    /// 1 for a command of an intervention.
    private var intervention: UInt32 = 0

    /// Bytes in the file, before the hash.
    static var size: Int { 64 }

    /// A record without content.
    init(_ kind: Kind, step: UInt64, bits: UInt64 = 0) {
        self.step = step
        self.bits = bits
        self.kind = kind.rawValue
    }

    /// What happened to a command before a step.
    init(_ command: Command, step: UInt64, applied: Bool) {
        self.step = step
        bits = command.value.bitPattern
        sequence = command.sequence
        source = command.source
        sourceTime = command.sourceTime
        offset = command.offset
        signal = command.signal
        ramp = command.ramp
        kind = (applied ? Kind.applied : .refused).rawValue
        operation = command.operation.rawValue
        isLast = command.isLast ? 1 : 0
        input = command.input
        intervention = command.isOfIntervention ? 1 : 0
    }

    /// Whether its event was an intervention, which the gate knows by its source and number alone.
    public var isOfIntervention: Bool { intervention == 1 }

    /// The command of a record that has one.
    public var command: Command {
        Command(
            signal: Int(signal), operation: Command.Operation(rawValue: operation) ?? .set,
            value: Double(bitPattern: bits), ramp: Double(ramp), step: step, isLast: isLast != 0,
            sequence: sequence, source: source, sourceTime: sourceTime, offset: offset,
            input: input)
    }
}
