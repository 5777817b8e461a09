import Synchronization
public import TwinProtocol

/// Takes events from inputs to the solver: decodes, judges, posts; what is not taken goes to the dead letters.
///
/// Several inputs may call it at once; they wait for one another, never the solver for them.
///
/// ```
/// received = applied + coalesced + duplicate + stale + rejected (+ resumed, after a restart)
/// ```
///
/// holds when everything posted has been taken; `applied`, `coalesced` and those rejected by the solver are
/// in ``TwinStatus``.
public final class Ingest: Sendable {
    /// What is done with an intervention.
    public typealias Interventions = @Sendable (String) throws(RejectionReason) -> [Command]

    /// How events find their step.
    public enum Timing: Sendable {
        /// As soon as they come.
        case live
        /// At the step of their time at the source, the first one's being the step 0.
        case recorded
    }

    /// What the lock guards.
    private final class State: @unchecked Sendable {
        let reader: MessageReader
        var gate: EventGate
        /// When a recording begins; nil before its first event.
        var origin: Int64?
        /// Offset behind the last event of a recording.
        var recorded: UInt64 = 0
        var isLive: Bool
        var lastStep: UInt64 = 0
        var latest: Int64 = 0

        init(_ reader: MessageReader, _ gate: EventGate, isLive: Bool) {
            self.reader = reader
            self.gate = gate
            self.isLive = isLive
        }
    }

    private let state: Mutex<State>
    private let inputs: TwinInputs
    private let interventions: Interventions
    private let deadLetters: @Sendable (DeadLetter) -> Void
    private let passed: @Sendable (TwinEvent, UInt64) -> Void
    /// Events that came, and those that were not passed on.
    public let received = Counter()
    public let duplicate = Counter()
    public let stale = Counter()
    public let rejected = Counter()
    /// Events of a recording that took effect before a restart.
    public let resumed = Counter()
    /// Events that never came, because a broker no longer had them; not in the account.
    public let missed = Counter()

    /// Makes the way in.
    ///
    /// - Parameters:
    ///   - interventions: what an intervention means for this patient.
    ///   - deadLetters: told of what is not taken.
    ///   - passed: told of what is passed on, and the step before which it acts (0: at once).
    public init(
        reader: sending MessageReader, gate: EventGate, inputs: TwinInputs, timing: Timing,
        interventions: @escaping Interventions,
        deadLetters: @escaping @Sendable (DeadLetter) -> Void,
        passed: @escaping @Sendable (TwinEvent, UInt64) -> Void = { _, _ in }
    ) {
        let isLive = if case .live = timing { true } else { false }
        state = Mutex(State(reader, gate, isLive: isLive))
        self.inputs = inputs
        self.interventions = interventions
        self.deadLetters = deadLetters
        self.passed = passed
    }

    /// Where an event stands.
    public struct Place: Sendable {
        /// Number of the input, below ``TwinHeart/cursorCount``, and its name.
        public var input: Int
        public var name: String
        /// Offset of the event, and that after which the input goes on.
        public var offset: UInt64
        public var next: UInt64

        /// Names a place.
        public init(input: Int, name: String, offset: UInt64, next: UInt64) {
            self.input = input
            self.name = name
            self.offset = offset
            self.next = next
        }
    }

    /// Takes one message: an event, or in some formats several, each of which is received for the account.
    ///
    /// - Parameters:
    ///   - skipping: told of the offset behind an event: whether only the gate is to see it, because it took effect
    ///     before a restart; it is counted as received.
    /// - Returns: false where a recording must wait because the ring is full: give it again.
    public func receive(
        _ bytes: UnsafeBufferPointer<UInt8>, at place: Place, as format: EventFormat = .json,
        skipping: (UInt64) -> Bool = { _ in false }
    ) -> Bool {
        state.withLock { state in
            guard state.isLive || inputs.commands.room >= Self.mostCommandsOfAnEvent else {
                return false
            }
            if format.holdsOneEvent {
                _ = take(bytes, place, format, state, skipping(place.next)) { _ in true }
            } else {
                _ = takeAll(bytes, place, format, state, skipping) { _ in true }
            }
            // Posted, pushed or rejected: the solver may keep the offset. That of a recording stays.
            if !state.isLive {
                state.recorded = place.next
            } else if place.input > 0 || state.origin == nil {
                inputs.publish(offset: place.next, of: place.input)
            }
            inputs.noteMessage()
            return true
        }
    }

    /// A recording is over, the solver has done all its steps, and live inputs begin: events act as soon as they come and are
    /// judged by the wall clock.
    ///
    /// - Parameter remember: tells the gate what live inputs said in an earlier life.
    public func goLive(_ remember: (inout EventGate) -> Void = { _ in }) {
        state.withLock { state in
            guard !state.isLive else { return }
            remember(&state.gate)
            inputs.publish(offset: state.recorded, of: 0)
            state.isLive = true
        }
        inputs.complete(before: .max)
    }

    /// A broker no longer has so many events of those that were to come.
    public func miss(_ count: UInt64) {
        state.withLock { _ in missed.add(count) }
    }

    /// Whether events act as soon as they come.
    public var isLive: Bool { state.withLock { $0.isLive } }

    /// Takes one event of somebody who waits for the answer and may not say everything; live only.
    ///
    /// - Parameters:
    ///   - name: of the sender, for dead letters.
    ///   - isAllowed: whether the sender may say this; what he may not say reaches nothing but the dead
    ///     letters.
    /// - Returns: why it is not taken; nil where it is passed on.
    public func answer(
        _ bytes: UnsafeBufferPointer<UInt8>, from name: String, isAllowed: (TwinEvent) -> Bool
    ) -> RejectionReason? {
        state.withLock { state in
            defer { inputs.noteMessage() }
            return take(
                bytes, Place(input: 0, name: name, offset: 0, next: 0), .json, state, false,
                isAllowed)
        }
    }

    /// The same for a message of any format: what becomes of each of its events.
    public func answers(
        _ bytes: UnsafeBufferPointer<UInt8>, as format: EventFormat, from name: String,
        isAllowed: (TwinEvent) -> Bool
    ) -> [RejectionReason?] {
        state.withLock { state in
            defer { inputs.noteMessage() }
            return takeAll(
                bytes, Place(input: 0, name: name, offset: 0, next: 0), format, state,
                { _ in false }, isAllowed)
        }
    }

    /// Decodes, judges and passes on a message that is one event.
    private func take(
        _ bytes: UnsafeBufferPointer<UInt8>, _ place: Place, _ format: EventFormat,
        _ state: State, _ skipping: Bool, _ isAllowed: (TwinEvent) -> Bool
    ) -> RejectionReason? {
        let event = Result { () throws(RejectionReason) in
            try state.reader.event(bytes, as: format)
        }
        return take(event, of: bytes, place, state, skipping, isAllowed)
    }

    /// Does the same with every event of a message.
    ///
    /// An event's offset behind it lies within its message, where that has room, and behind the message for the
    /// last one only: a message of which a part took effect comes again, and what was done is known.
    private func takeAll(
        _ bytes: UnsafeBufferPointer<UInt8>, _ place: Place, _ format: EventFormat,
        _ state: State, _ skipping: (UInt64) -> Bool, _ isAllowed: (TwinEvent) -> Bool
    ) -> [RejectionReason?] {
        let events = state.reader.events(bytes, as: format)
        let hasRoom = place.next - place.offset > UInt64(events.count)
        var isKept = false
        return events.enumerated().map { number, event in
            var part = place
            if number < events.count - 1 {
                part.next = place.offset + (hasRoom ? UInt64(number + 1) : 0)
            }
            // A message of many that are rejected stands among the dead letters once.
            let raw = isKept ? UnsafeBufferPointer(rebasing: bytes[..<0]) : bytes
            let reason = take(event, of: raw, part, state, skipping(part.next), isAllowed)
            isKept = isKept || reason != nil
            return reason
        }
    }

    /// Judges and passes on; an event that is not is counted, and its message goes to the dead letters.
    private func take(
        _ event: Result<TwinEvent, RejectionReason>, of bytes: UnsafeBufferPointer<UInt8>,
        _ place: Place, _ state: State, _ skipping: Bool, _ isAllowed: (TwinEvent) -> Bool
    ) -> RejectionReason? {
        received.add(1)
        do throws(RejectionReason) {
            let event = try event.get()
            guard isAllowed(event) else { throw .notAllowed }
            try pass(event, place, state, skipping)
            return nil
        } catch {
            count(error)
            deadLetters(
                DeadLetter(
                    reason: error, input: place.name, offset: place.offset, raw: Array(bytes)))
            return error
        }
    }

    /// An intervention changes at most so many parameters.
    static let mostCommandsOfAnEvent = 64

    private func count(_ reason: RejectionReason) {
        switch reason {
        case .duplicate: duplicate.add(1)
        case .stale: stale.add(1)
        default: rejected.add(1)
        }
    }

    private func pass(
        _ event: TwinEvent, _ place: Place, _ state: State, _ skipping: Bool
    ) throws(RejectionReason) {
        let now = clock(event, state)
        // Before the gate, which would know it as a duplicate when it is sent again.
        if state.isLive, event.kind == .intervention,
            let parts = try? interventions(event.call), parts.count > inputs.commands.room
        {
            throw .overload
        }
        try state.gate.check(event, now: now)
        let step = step(of: event, state)
        if skipping { return resumed.add(1) }
        var command = Command(
            signal: max(event.signal, 0), value: event.value, ramp: event.ramp, step: step,
            sequence: event.sequence, source: event.source, sourceTime: event.sourceTime,
            offset: place.next, input: UInt8(place.input), received: MonotonicClock.now)
        if event.kind != .intervention {
            if state.isLive {
                inputs.cells.post(command)
            } else if !inputs.commands.push(command) {
                throw .overload
            }
            return passed(event, step)
        }
        let parts = try interventions(event.call)
        guard parts.count <= inputs.commands.room else { throw .overload }
        for (number, part) in parts.enumerated() {
            command.signal = part.signal
            command.operation = part.operation
            command.value = part.value
            // Its own `ramp`, where the event says nothing else.
            command.ramp = event.ramp > 0 ? UInt32(event.ramp.rounded()) : part.ramp
            command.isLast = number == parts.count - 1
            command.isOfIntervention = true
            guard inputs.commands.push(command) else { throw .overload }
        }
        passed(event, step)
    }

    /// The time that events are judged by: the wall clock, or that of the recording so far.
    private func clock(_ event: TwinEvent, _ state: State) -> Int64 {
        guard !state.isLive else { return MonotonicClock.wallMilliseconds }
        state.latest = max(state.latest, event.sourceTime)
        return state.latest
    }

    private func step(of event: TwinEvent, _ state: State) -> UInt64 {
        guard !state.isLive else { return 0 }
        let origin = state.origin ?? event.sourceTime
        state.origin = origin
        state.lastStep = max(state.lastStep, UInt64(max(event.sourceTime - origin, 0)))
        inputs.complete(before: state.lastStep)
        return state.lastStep
    }

    /// When a recording begins [ms since 1970 UTC]; nil before its first event and for what is live.
    public var origin: Int64? { state.withLock { $0.isLive ? nil : $0.origin } }

    /// The step of the last event of a recording.
    public var lastStep: UInt64 { state.withLock { $0.lastStep } }
}
