/// Something that events carry values of: a vital sign or a parameter of the twin.
public struct EventSignal: Sendable, Equatable {
    /// Kinds of signals.
    public enum Kind: Sendable, Equatable { case vital, waveform, parameter }

    /// Code of a vital sign, or dotted name of a parameter.
    public var name: String
    /// UCUM unit of a vital sign, or the unit of a parameter's card: the only one accepted.
    public var unit: String
    /// Values accepted.
    public var range: ClosedRange<Double>
    /// Change between two values that is always possible, and what comes on top of it per second; a
    /// parameter may change as it likes.
    public var jump: Double
    public var rate: Double
    /// What it is.
    public var kind: Kind

    /// The signal of a vital sign.
    public init(_ vital: VitalCode) {
        name = vital.code
        unit = vital.unit
        range = vital.range
        jump = vital.jump
        rate = vital.rate
        kind = vital.isWaveform ? .waveform : .vital
    }

    /// The signal of a parameter.
    public init(parameter name: String, unit: String, range: ClosedRange<Double>) {
        self.name = name
        self.unit = unit
        self.range = range
        jump = .infinity
        rate = 0
        kind = .parameter
    }
}
