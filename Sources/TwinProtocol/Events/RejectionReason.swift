/// Why an event was not taken. The raw value is the code in dead letters and counts.
public enum RejectionReason: String, Sendable, CaseIterable, Error {
    // What the bytes say.
    /// Not one JSON object of the form of an event.
    case malformed
    /// Longer than an event may be.
    case tooLarge
    /// A key that the kind of event does not have.
    case unknownKey
    /// A key that must be there is not.
    case missingKey
    /// A key twice.
    case duplicateKey
    /// A value of another JSON type than the key has.
    case wrongType
    /// NaN or infinite.
    case notFinite
    /// Another schema, or another version of it.
    case badSchema
    /// Another patient.
    case wrongPatient
    /// A code or parameter that the catalogue does not have.
    case unknownCode
    /// Another unit than the signal has.
    case wrongUnit
    /// Outside the values that can be.
    case outOfRange
    /// The source says that the value is bad, or names no known quality.
    case badQuality
    /// No moment: no date and time, or one without a zone.
    case badTime
    // What came before it, and the clock.
    /// A change that no patient shows in that time.
    case impossibleRate
    /// Too old, or overtaken by a newer value of its source.
    case stale
    /// Measured later than now.
    case future
    /// The same event again.
    case duplicate
    /// More sources and signals than the twin keeps account of.
    case tooManySources
    // Who says it.
    /// The sender may not say this.
    case notAllowed
    // What the twin can do with it.
    /// An intervention that is unknown, or has other arguments, or cannot be done to this patient.
    case badIntervention
    /// No room for it now: the ring of its kind is full.
    case overload
}
