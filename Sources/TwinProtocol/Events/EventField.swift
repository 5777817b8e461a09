/// A key of an event: its type in JSON and Avro, and the kinds of events that have it.
public enum EventField: Int, Sendable, CaseIterable {
    case schema, patient, source, code, name, value, unit, wave, timeMs, sequence, quality, rampMs
    case call

    /// The key.
    public var key: String { "\(self)" }

    /// Longest keys have eight bytes, so that a key is a number.
    var packed: UInt64 {
        precondition(key.utf8.count <= 8, "keys have at most eight bytes")
        return key.utf8.reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// What it means, for the schemas.
    public var summary: String {
        switch self {
        case .schema: "Kind and version of the event."
        case .patient: "Identifier of the patient."
        case .source: "Who says so: a monitor, a pump, a person; printable ASCII."
        case .code: "Reference identifier of ISO/IEEE 11073-10101."
        case .name: "Dotted name of a parameter of the twin."
        case .value: "The value, in the unit."
        case .unit: "UCUM unit; only that of the code or parameter is taken."
        case .wave: "A piece of a waveform in place of a value."
        case .timeMs: "When it was measured or decided, milliseconds since 1970 UTC."
        case .sequence: "Number at its source, growing for each code or parameter."
        case .quality: "good, uncertain or bad; good where it is not given."
        case .rampMs: "Over how long it takes effect, milliseconds; 0 where it is not given."
        case .call: "An intervention, such as haemorrhage(volume=500 mL)."
        }
    }
}

extension TwinEvent.Kind {
    /// Version 1 of its schema, the value of the key `schema`.
    public var schema: String { "hearttwin.\(self)/1" }

    /// Keys that must be there.
    public var required: Set<EventField> {
        let common: Set<EventField> = [.schema, .patient, .source, .timeMs, .sequence]
        switch self {
        case .vital: return common.union([.code, .unit])
        case .parameter: return common.union([.name, .value, .unit])
        case .intervention: return common.union([.call])
        }
    }

    /// Keys that may be there. A vital sign has one of `value` and `wave`.
    public var optional: Set<EventField> {
        switch self {
        case .vital: [.value, .wave, .quality]
        case .parameter, .intervention: [.rampMs]
        }
    }
}
