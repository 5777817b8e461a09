/// Lets an event through by what came before it and by the clock; its account of sources is bounded.
public struct EventGate: Sendable {
    /// Limits on time.
    public struct Limits: Sendable {
        /// Vital signs older than this are stale [ms].
        public var oldest: Int64
        /// Events further ahead than this are from the future [ms]: clocks of monitors differ.
        public var furthest: Int64

        /// Limits; a stale value is one that a monitor would grey out (assumed).
        public init(oldest: Int64 = 30_000, furthest: Int64 = 2000) {
            self.oldest = oldest
            self.furthest = furthest
        }
    }

    /// A source and what it speaks of; interventions are one signal.
    private struct Channel: Hashable {
        var source: UInt64
        var signal: Int
    }

    private struct History {
        var window: SequenceWindow
        var value: Double
        var time: Int64
    }

    private let limits: Limits
    private let signals: [EventSignal]
    private var histories: [Channel: History] = [:]

    /// Most channels that are kept account of.
    public static let mostChannels = 4096

    /// Makes a gate that nothing has passed.
    public init(_ catalogue: EventCatalogue, limits: Limits = Limits()) {
        self.limits = limits
        signals = catalogue.signals
        histories.reserveCapacity(256)
    }

    /// Judges an event.
    ///
    /// - Parameters:
    ///   - event: well-formed.
    ///   - now: time on the wall clock, or on that of a recording [ms since 1970 UTC].
    /// - Throws: why it does not pass. Its number counts as seen all the same, so that it stays
    ///   rejected however often it comes again.
    public mutating func check(_ event: TwinEvent, now: Int64) throws(RejectionReason) {
        guard event.sourceTime <= now + limits.furthest else { throw .future }
        let channel = Channel(source: event.source, signal: event.signal)
        guard var history = histories[channel] else {
            guard histories.count < Self.mostChannels else { throw .tooManySources }
            try checkAge(event, now)
            histories[channel] = History(
                window: SequenceWindow(first: event.sequence), value: event.value,
                time: event.sourceTime)
            return
        }
        let place = history.window.take(event.sequence)
        histories[channel]?.window = history.window
        switch place {
        case .seen: throw .duplicate
        case .forgotten: throw .stale
        // One intervention does not replace another.
        case .late where event.kind != .intervention: throw .stale
        case .late, .new: break
        }
        try checkAge(event, now)
        if event.kind == .vital {
            guard event.sourceTime >= history.time else { throw .stale }
            let signal = signals[event.signal]
            let seconds = Double(event.sourceTime - history.time) / 1000
            guard abs(event.value - history.value) <= signal.jump + signal.rate * seconds else {
                throw .impossibleRate
            }
        }
        history.value = event.value
        history.time = event.sourceTime
        histories[channel] = history
    }

    private func checkAge(_ event: TwinEvent, _ now: Int64) throws(RejectionReason) {
        // Orders do not age: one that comes late is still to be carried out.
        guard event.kind != .vital || now - event.sourceTime <= limits.oldest else {
            throw .stale
        }
    }

    /// Takes account of an event that passed in an earlier life of the twin.
    public mutating func remember(
        source: UInt64, signal: Int, sequence: UInt64, value: Double, time: Int64
    ) {
        let channel = Channel(source: source, signal: signal)
        guard var history = histories[channel] else {
            histories[channel] = History(
                window: SequenceWindow(first: sequence), value: value, time: time)
            return
        }
        let place = history.window.take(sequence)
        histories[channel]?.window = history.window
        guard place == .new else { return }
        history.value = value
        history.time = time
        histories[channel] = history
    }
}
