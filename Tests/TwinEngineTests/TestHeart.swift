import Circuits
import Circulation
import Foundation
import Numerics
import Synchronization
import Testing
import TwinEngine
import TwinProtocol

/// A healthy adult that beats periodically, settled once for all tests.
enum TestHeart {
    static let layout: TwinLayout = {
        do {
            return try TwinLayout(patient: "p1", parameters: .healthyAdult)
        } catch {
            fatalError("\(error)")
        }
    }()

    static let state: CircuitState<Double> = {
        do {
            let solver = try CircuitSolver(
                layout.plan, state: LoopParameters.healthyAdult.circuitState(layout.plan))
            try solver.settle(steps: 857, volumeTolerance: 1)
            return solver.state
        } catch {
            fatalError("\(error)")
        }
    }()

    static func new() throws -> TwinHeart { try TwinHeart(layout, state: state) }

    static func signal(_ name: String) -> Int { layout.catalogue.place(of: name) ?? -1 }

    static func words(_ heart: TwinHeart) -> [UInt64] {
        var words = [UInt64](repeating: 0, count: heart.wordCount)
        words.withUnsafeMutableBufferPointer { buffer in
            if let start = buffer.baseAddress { heart.write(to: start) }
        }
        // Without the offsets of inputs, which a replay does not have.
        return Array(words[TwinHeart.cursorCount...])
    }

    static func ingest(
        _ inputs: TwinInputs, _ timing: Ingest.Timing = .live, letters: Letters = Letters()
    ) -> Ingest {
        let blood = signal("circulation.bloodVolume")
        return Ingest(
            reader: MessageReader(layout.catalogue), gate: EventGate(layout.catalogue),
            inputs: inputs, timing: timing,
            interventions: { text throws(RejectionReason) in
                guard text == "haemorrhage" else { throw .badIntervention }
                return [Command(signal: blood, operation: .add, value: -500)]
            }, deadLetters: { letters.add($0) })
    }

    static func folder() -> String {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("hearttwin-live-\(UUID().uuidString)").path
        return path
    }
}

/// Collects dead letters.
final class Letters: Sendable {
    private let all = Mutex<[DeadLetter]>([])
    func add(_ letter: DeadLetter) { all.withLock { $0.append(letter) } }
    var reasons: [RejectionReason] { all.withLock { $0.map(\.reason) } }
}

/// Events as text.
enum EventText {
    static func vital(
        _ value: Double, code: String = "MDC_ECG_HEART_RATE", unit: String = "/min",
        time: Int64 = MonotonicClock.wallMilliseconds, sequence: UInt64, source: String = "m"
    ) -> String {
        """
        {"schema":"hearttwin.vital/1","patient":"p1","source":"\(source)","code":"\(code)","value":\(value),\
        "unit":"\(unit)","timeMs":\(time),"sequence":\(sequence)}
        """
    }

    static func parameter(
        _ name: String, _ value: Double, unit: String, ramp: Int = 0, time: Int64, sequence: UInt64
    ) -> String {
        """
        {"schema":"hearttwin.parameter/1","patient":"p1","source":"ward","name":"\(name)","value":\(value),\
        "unit":"\(unit)","rampMs":\(ramp),"timeMs":\(time),"sequence":\(sequence)}
        """
    }

    static func intervention(_ call: String, time: Int64, sequence: UInt64) -> String {
        """
        {"schema":"hearttwin.intervention/1","patient":"p1","source":"ward","call":"\(call)",\
        "timeMs":\(time),"sequence":\(sequence)}
        """
    }
}

extension Ingest {
    /// Takes an event given as text.
    func receive(_ text: String, offset: UInt64 = 0, skipping: Bool = false) -> Bool {
        Array(text.utf8).withUnsafeBufferPointer {
            receive(
                $0, at: Place(input: 0, name: "test", offset: offset, next: offset + 1),
                skipping: { _ in skipping })
        }
    }
}
