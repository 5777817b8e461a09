/// A recording that comes as events, in the order of their times, as lines of JSON.
public protocol EventRecording: Sendable {
    /// Signals that are no vital signs of the twin.
    var others: [String] { get }
    /// The events of the next second or so; nil at the end.
    mutating func next() -> [String]?
}

extension RecordedEvents: EventRecording {}
