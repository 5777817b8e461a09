import CommandLineSupport
import Foundation
import Glibc
import Synchronization
import TwinEngine
import TwinProtocol
import TwinServer

/// A live run: the solver's thread, one for the journal, one for each source; the calling thread prints.
final class LiveSession: @unchecked Sendable {
    let patient: TwinPatient
    let heart: TwinHeart
    let inputs: TwinInputs
    let outputs: TwinOutputs
    let runner: TwinRunner
    let clock = TwinClock()
    let threads = LiveThreads()
    let ingest: Ingest
    let recovery: TwinRecovery
    private let writer: JournalWriter?
    /// Step from which this run goes on.
    private let first: UInt64
    private let isFinished = Atomic<Bool>(false)
    private let isDrained = Atomic<Bool>(false)
    private let sources = LiveThreads()

    /// Prepares a run, after recovering what its folder holds.
    ///
    /// - Parameters:
    ///   - schemas: numbers of Avro schemas that are those of events.
    ///   - traced: whether curves are drawn.
    ///   - passed: told of events that are passed on, with the step before which they act (0: at once) and
    ///     the present one.
    init(
        _ patient: TwinPatient, timing: Ingest.Timing, journal: String?,
        schemas: [UInt32: AvroForm], traced: Bool,
        passed: @escaping @Sendable (TwinEvent, _ due: UInt64, _ now: UInt64) -> Void
    ) throws {
        self.patient = patient
        let heart = try patient.heart()
        self.heart = heart
        recovery =
            try journal.map { try TwinRecovery(folder: $0, heart: heart) }
            ?? TwinRecovery(new: patient.layout)
        inputs = TwinInputs(signals: patient.layout.catalogue.signals.count)
        outputs = TwinOutputs(for: heart, journalled: journal != nil, traced: traced)
        writer = try journal.map { [patient, outputs, recovery] in
            try JournalWriter(
                folder: $0, layout: patient.layout, outputs: outputs, recovered: recovery)
        }
        runner = TwinRunner(
            heart, inputs: inputs, outputs: outputs, journalled: UInt64(recovery.records.count))
        var gate = EventGate(patient.layout.catalogue)
        // A recording comes again from its start, and the gate sees all of it again.
        if case .live = timing { recovery.remember(in: &gate) }
        let letters = DeadLetterLog(folder: journal)
        let interventions = UncheckedPatient(patient)
        let (first, status) = (heart.step, runner.status)
        self.first = first
        ingest = Ingest(
            reader: MessageReader(patient.layout.catalogue, schemas: schemas), gate: gate,
            inputs: inputs, timing: timing,
            interventions: { text throws(RejectionReason) in
                try interventions.patient.commands(text)
            },
            deadLetters: { letters.add($0) },
            passed: { passed($0, $1, first + status.steps.value) })
    }

    /// Values that are only read.
    private struct UncheckedPatient: @unchecked Sendable {
        let patient: TwinPatient
        init(_ patient: TwinPatient) { self.patient = patient }
    }

    /// Starts the solver and the journal.
    func start(pace: TwinClock.Pace) {
        threads.start("solver") { [self] in
            clock.run(runner, pace: pace)
            isFinished.store(true, ordering: .releasing)
        }
        guard let writer else { return }
        threads.start("journal") { [self] in
            while !isDrained.load(ordering: .acquiring) {
                let now = MonotonicClock.now
                if try !writer.drain(now: now) {
                    MonotonicClock.sleep(until: now + Self.rest)
                }
            }
            try writer.finish()
        }
    }

    /// Between looks at an empty ring [ns].
    private static let rest: UInt64 = 2_000_000

    /// Starts a thread for a source.
    func start(source name: String, _ body: @escaping @Sendable () throws -> Void) {
        sources.start(name, body)
    }

    /// The first error of any thread.
    var failure: (any Error)? { threads.failure ?? sources.failure }

    /// When the solver has ended: waits for the sources, takes what they left, and lets the journal be closed.
    func finish() {
        while sources.running > 0 { MonotonicClock.sleep(until: MonotonicClock.now + Self.rest) }
        runner.finish(now: MonotonicClock.now)
        isDrained.store(true, ordering: .releasing)
        while threads.running > 0 { MonotonicClock.sleep(until: MonotonicClock.now + Self.rest) }
    }

    /// Whether the solver has ended.
    var hasEnded: Bool { isFinished.load(ordering: .acquiring) }

    /// Follows a stream of lines until it ends.
    func follow(
        lines descriptor: Int32, name: String, as format: EventFormat, isRecording: Bool
    ) {
        let reader = LineReader(descriptor, longest: EventDecoder.longest)
        while !clock.stopped, !hasEnded {
            let outcome = reader.next(patience: 50) { bytes, offset, next in
                let isTaken = ingest.receive(
                    bytes, at: Ingest.Place(input: 0, name: name, offset: offset, next: next),
                    as: format,
                    skipping: { isRecording && recovery.hasDone(input: 0, next: $0) })
                // The ring of a recording is full: the solver is to catch up.
                if !isTaken { MonotonicClock.sleep(until: MonotonicClock.now + 100_000) }
                return isTaken
            }
            if outcome == .end { return }
        }
    }

    /// Follows a record until it ends; its events are numbered from 0.
    func follow(_ record: any EventRecording, name: String) {
        var record = record
        var offset: UInt64 = 0
        while let lines = record.next() {
            for line in lines {
                let bytes = Array(line.utf8)
                let place = Ingest.Place(input: 0, name: name, offset: offset, next: offset + 1)
                while !bytes.withUnsafeBufferPointer({ bytes in
                    ingest.receive(
                        bytes, at: place, skipping: { recovery.hasDone(input: 0, next: $0) })
                }) {
                    guard !clock.stopped, !hasEnded else { return }
                    MonotonicClock.sleep(until: MonotonicClock.now + 100_000)
                }
                offset += 1
            }
            guard !clock.stopped, !hasEnded else { return }
        }
    }

    /// Waits until the solver has done all steps of a recording, and lets live inputs begin; false where the run ends before.
    func goLive() -> Bool {
        let last = ingest.lastStep + 1
        inputs.complete(before: last)
        while first + runner.status.steps.value < last {
            guard !clock.stopped, !hasEnded, failure == nil else { return false }
            MonotonicClock.sleep(until: MonotonicClock.now + Self.rest)
        }
        clock.goLive()
        ingest.goLive { recovery.remember(in: &$0) }
        return true
    }

    /// Whether the journal has what messages of a ticket left there; where none is kept, whether the solver has it.
    func isKept(_ ticket: UInt64) -> Bool {
        inputs.records(settling: ticket).map { $0 <= writer?.written ?? .max } ?? false
    }

    /// Waits until all that came so far would outlive this process; false where the run ends before.
    func keep() -> Bool {
        let ticket = inputs.ticket
        while !isKept(ticket) {
            guard !hasEnded, failure == nil else { return false }
            MonotonicClock.sleep(until: MonotonicClock.now + Self.glance)
        }
        return true
    }

    /// Between looks at whether something is kept [ns].
    private static let glance: UInt64 = 200_000

    /// Answers messages of HL7 version 2 until the run ends, each when it is kept.
    func follow(_ server: MLLPServer) {
        while !clock.stopped, !hasEnded {
            server.poll { bytes in
                let outcomes = ingest.answers(bytes, as: .hl7, from: "mllp") { _ in true }
                return keep() ? HL7Acknowledgement(to: bytes, outcomes: outcomes) : nil
            }
        }
    }

    /// Follows a topic of an MQTT broker until the run ends.
    func follow(_ settings: MQTTSettings, as format: EventFormat) throws {
        let source = try MQTTSource(settings)
        while !clock.stopped, !hasEnded {
            try source.poll(
                isOver: { clock.stopped || hasEnded },
                { bytes, number in
                    _ = ingest.receive(
                        bytes,
                        at: Ingest.Place(
                            input: 0, name: "mqtt:\(settings.topic)", offset: number,
                            next: number + 1), as: format)
                }, isKept: keep)
        }
    }

    /// Follows a topic until the run ends.
    func follow(topic: String, at brokers: String, as format: EventFormat) throws {
        // Input 0 is that of lines.
        let offsets = (1..<TwinHeart.cursorCount).map { heart.cursors[$0] }
        let source = try KafkaSource(
            brokers: brokers, topic: topic, offsets: offsets,
            missed: { [ingest, runner] gap in
                ingest.miss(gap.count ?? 0)
                LiveOutput.write(
                    LiveOutput.line(gap, of: topic), .other(kind: "gap"),
                    step: runner.status.steps.value)
            })
        while !clock.stopped, !hasEnded {
            _ = try source.poll { bytes, partition, offset in
                _ = ingest.receive(
                    bytes,
                    at: Ingest.Place(
                        input: partition + 1, name: "kafka:\(topic)/\(partition)", offset: offset,
                        next: offset + 1), as: format)
            }
        }
    }
}
