/// What the solver's thread says of itself; others read it at any time.
public final class TwinStatus: Sendable {
    /// Steps done in this run.
    public let steps = Counter()
    /// Events that took effect.
    public let applied = Counter()
    /// Values that a newer one replaced before they were taken.
    public let coalesced = Counter()
    /// Events refused because the parameter would have left its range.
    public let refused = Counter()
    /// Estimates taken; they are no events.
    public let estimates = Counter()
    /// Steps left out because the machine was too far behind [ms of the twin].
    public let skipped = Counter()
    /// Beats that no reader took in time.
    public let lostBeats = Counter()
    /// Points of curves that no reader took in time.
    public let lostSamples = Counter()
    /// Checkpoints that could not be handed over because the last one was not written yet.
    public let missedCheckpoints = Counter()
    /// How late steps began after their deadline.
    public let lateness = Histogram()
    /// From the receipt of an event to its effect.
    public let latency = Histogram()

    /// Nothing has happened.
    public init() {}
}
