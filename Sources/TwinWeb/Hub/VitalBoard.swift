import Reports
import Synchronization
import TwinEngine
public import TwinProtocol

/// What monitors said last, code by code, as the inputs pass it on; at a recording, when its moment has come.
public final class VitalBoard: Sendable {
    /// A value that was passed on.
    package struct Entry: Sendable {
        package var signal: Int
        package var event: TwinEvent
        /// The step before which it acts; 0: at once.
        package var step: UInt64
        /// When it was passed on, by the wall clock [ms since 1970 UTC].
        package var received: Int64
    }

    private struct State {
        var waiting: [Entry] = []
        var fresh: [Int: Entry] = [:]
        var waves: [Entry] = []
    }

    private let state = Mutex(State())
    private let catalogue: EventCatalogue
    private static let mostWaiting = 8192
    private static let mostWaves = 64

    /// A board for what is listened to.
    public init(_ catalogue: EventCatalogue) { self.catalogue = catalogue }

    /// Takes an event.
    public func post(_ event: TwinEvent, step: UInt64) {
        guard event.kind == .vital else { return }
        let entry = Entry(
            signal: event.signal, event: event, step: step,
            received: MonotonicClock.wallMilliseconds)
        state.withLock { state in
            if step > 0 {
                // The oldest is the least interesting.
                if state.waiting.count >= Self.mostWaiting { state.waiting.removeFirst() }
                state.waiting.append(entry)
            } else {
                Self.show(entry, catalogue, &state)
            }
        }
    }

    private static func show(
        _ entry: Entry, _ catalogue: EventCatalogue, _ state: inout State
    ) {
        if catalogue.signals[entry.signal].kind == .waveform {
            if state.waves.count >= mostWaves { state.waves.removeFirst() }
            state.waves.append(entry)
        } else {
            state.fresh[entry.signal] = entry
        }
    }

    /// What is new at a step of the twin, each code's latest, and pieces of waveforms.
    package func take(at step: UInt64) -> (vitals: [Entry], waves: [Entry]) {
        state.withLock { state in
            let due = state.waiting.prefix { $0.step <= step }.count
            for entry in state.waiting.prefix(due) { Self.show(entry, catalogue, &state) }
            state.waiting.removeFirst(due)
            defer {
                state.fresh = [:]
                state.waves = []
            }
            return (state.fresh.values.sorted { $0.signal < $1.signal }, state.waves)
        }
    }

    /// An entry as JSON.
    package func line(_ entry: Entry, step: UInt64) -> String {
        let signal = catalogue.signals[entry.signal]
        let head =
            "{\"code\":\"\(signal.name)\",\"step\":\(entry.step == 0 ? step : entry.step),"
            + "\"timeMs\":\(entry.event.sourceTime),\"receivedMs\":\(entry.received),"
            + "\"quality\":\"\(entry.event.quality.word)\","
        if signal.kind == .waveform {
            let values = entry.event.samples.map { JSONText.number($0) }
            return head + "\"periodMs\":\(JSONText.number(entry.event.samplePeriod)),\"values\":["
                + values.joined(separator: ",") + "]}"
        }
        return head + "\"value\":\(JSONText.number(entry.event.value)),\"unit\":\"\(signal.unit)\"}"
    }
}
