import Circuits
import Circulation
import Foundation
import Numerics
import TwinEngine
import TwinProtocol
import TwinServer

/// Measures the live twin: decoding, latency through a broker, lateness under a burst. Prints Markdown.
///
/// - `estimator [TRIALS [FIRST-SEED [wave [ROW …]]]]`: how its estimator follows steps, with waves alone where `wave` is given.
/// - `estimator-trace ROW SEED`: what it thought after each beat of one trial.
/// - `recorded FILE`: how it follows a recorded patient.
/// - `broker HOST:PORT`: latency and throughput through a broker that runs there, instead of all else.
@main
struct LiveBenchmark {
    static func main() throws {
        let measurements = try LiveMeasurements()
        if CommandLine.arguments.dropFirst().first == "estimator" {
            let seeds = CommandLine.arguments.dropFirst(2).first.flatMap(UInt64.init) ?? 6
            // More seeds than those in view when limits were chosen: a second number says where to begin.
            let first = CommandLine.arguments.dropFirst(3).first.flatMap(UInt64.init) ?? 1
            let waves = CommandLine.arguments.dropFirst(4).first == "wave" ? [true] : [true, false]
            var trials = measurements.trials
            let rows = CommandLine.arguments.dropFirst(5).compactMap(Int.init)
            if !rows.isEmpty { trials.rows = rows }
            return try trials.run(
                seeds: Array(first..<first + max(seeds, 1)), waves: waves)
        }
        if CommandLine.arguments.count == 4, CommandLine.arguments[1] == "estimator-trace",
            let place = Int(CommandLine.arguments[2]), let seed = UInt64(CommandLine.arguments[3]),
            EstimatorTrials.steps.indices.contains(place)
        {
            return try measurements.trials.trace(EstimatorTrials.steps[place], seed: seed)
        }
        if CommandLine.arguments.count == 3, CommandLine.arguments[1] == "broker" {
            return try measurements.delivery(by: CommandLine.arguments[2])
        }
        if CommandLine.arguments.count == 3, CommandLine.arguments[1] == "recorded" {
            return try measurements.recorded.run(CommandLine.arguments[2], passes: 5)
        }
        try measurements.run()
    }
}

/// What is measured; outside the main type, whose closures belong to one thread.
struct LiveMeasurements {
    private let layout: TwinLayout
    private let rest: CircuitState<Double>

    init() throws {
        layout = try TwinLayout(patient: "p1", parameters: .healthyAdult)
        let solver = try CircuitSolver(
            layout.plan, state: LoopParameters.healthyAdult.circuitState(layout.plan))
        try solver.settle(steps: 857, volumeTolerance: 1)
        rest = solver.state
    }

    var recorded: RecordedPatient { RecordedPatient(layout: layout, rest: rest) }

    var trials: EstimatorTrials { EstimatorTrials(layout: layout, rest: rest) }

    func run() throws {
        print("## Decoding and judging\n")
        print("| event | bytes | ns |\n|---|---|---|")
        let now = MonotonicClock.wallMilliseconds
        func value(_ number: Int) -> Double { 70 + Double(number % 5) }
        decode("heart rate", { text(value($0), sequence: $0) })
        decode("heart rate, Avro", as: .avro) {
            EventMessages.avro(value($0), time: now, sequence: $0)
        }
        decode("heart rate, FHIR", as: .fhir) {
            EventMessages.fhir(value($0), time: now - 5000 + Int64($0))
        }
        decode("heart rate, HL7 v2", as: .hl7) {
            EventMessages.hl7(value($0), time: now - 5000 + Int64($0))
        }
        decode("arterial pressure, 125 samples", wave)
        let step = try stepTime()
        print("\nA step of 1 ms of the twin takes \(String(format: "%.2f", step)) µs.\n")
        print("## From an event at the producer to its effect, through the broker of librdkafka\n")
        try delivery(by: nil)
        print("\n## Lateness of steps, ten seconds each\n")
        print("| µs | quiet | with a burst of 200 000 events |\n|---|---|---|")
        let quiet = try lateness(burst: 0)
        let burst = try lateness(burst: 200_000)
        for (place, bound) in (Histogram.bounds.map { "< \($0)" } + ["more"]).enumerated() {
            print("| \(bound) | \(quiet.late[place]) | \(burst.late[place]) |")
        }
        print("| steps | \(quiet.steps) | \(burst.steps) |")
        print("\n" + burst.account)
    }

    /// Latency and throughput.
    ///
    /// - Parameter broker: where one runs; nil for the one that librdkafka carries.
    func delivery(by broker: String?) throws {
        print(
            "| events/s | producer waits for more | p50 | p99 | taken | steps late by more than 1 ms |\n"
                + "|---|---|---|---|---|---|"
        )
        for rate in [50, 1000, 5000] {
            for linger in [0, 1] { try latency(rate, linger: linger, by: broker) }
        }
        print("\n" + (try flood(500_000, by: broker)))
    }

    /// A producer to a new topic, and what has to live as long as it.
    private func connection(
        to broker: String?, linger: Int
    ) throws -> (producer: KafkaProducer, topic: String, brokers: String, mock: MockKafka?) {
        let mock = broker == nil ? try MockKafka(topic: "vitals", partitions: 1) : nil
        let topic = broker == nil ? "vitals" : "vitals-\(MonotonicClock.wallMilliseconds)"
        let brokers = broker ?? mock?.brokers ?? ""
        let producer = try KafkaProducer(brokers: brokers, topic: topic, linger: linger)
        return (producer, topic, brokers, mock)
    }

    private func text(_ value: Double, sequence: Int) -> String {
        EventLine.vital(value, time: MonotonicClock.wallMilliseconds, sequence: sequence)
    }

    private func wave(_ sequence: Int) -> String {
        let values = (0..<125).map { String(format: "%.1f", 80 + 30 * sin(Double($0) / 20)) }
        return """
            {"schema":"hearttwin.vital/1","patient":"p1","source":"m","code":"MDC_PRESS_BLD_ART_ABP",\
            "wave":{"periodMs":8,"values":[\(values.joined(separator: ","))]},"unit":"mm[Hg]",\
            "timeMs":\(MonotonicClock.wallMilliseconds),"sequence":\(sequence)}
            """
    }

    private func decode(_ name: String, _ make: (Int) -> String) {
        decode(name, as: .json) { Array(make($0).utf8) }
    }

    private func decode(_ name: String, as format: EventFormat, _ make: (Int) -> [UInt8]) {
        let events = (0..<2000).map { make($0 + 1) }
        var best = Double.infinity
        for _ in 0..<15 {
            let reader = MessageReader(layout.catalogue)
            var gate = EventGate(layout.catalogue)
            let now = MonotonicClock.wallMilliseconds
            var taken = 0
            let start = ProcessTime.now
            for bytes in events {
                bytes.withUnsafeBufferPointer { buffer in
                    do throws(RejectionReason) {
                        if format.holdsOneEvent {
                            try gate.check(try reader.event(buffer, as: format), now: now)
                        } else {
                            for event in reader.events(buffer, as: format) {
                                try gate.check(try event.get(), now: now)
                            }
                        }
                        taken += 1
                    } catch {}
                }
            }
            precondition(taken == events.count, "\(taken) of \(events.count) events were taken")
            best = min(best, Double(ProcessTime.now - start) / Double(events.count))
        }
        print("| \(name) | \(events[0].count) | \(Int(best)) |")
    }

    private func stepTime() throws -> Double {
        let heart = try TwinHeart(layout, state: rest)
        let runner = TwinRunner(
            heart, inputs: TwinInputs(signals: layout.catalogue.signals.count),
            outputs: TwinOutputs(for: heart, journalled: false))
        var best = Double.infinity
        for _ in 0..<10 {
            let start = ProcessTime.now
            for _ in 0..<5000 { runner.step(now: 1) }
            while runner.outputs.beats.pop() != nil {}
            best = min(best, Double(ProcessTime.now - start) / 5000 / 1000)
        }
        return best
    }

    /// Ten seconds of events at a mean rate, each moved by up to 1 ms: a monitor is not in step with the
    /// twin's clock, and events in step with it would all meet the same part of a step.
    private func latency(_ rate: Int, linger: Int, by broker: String?) throws {
        let connection = try connection(to: broker, linger: linger)
        defer { withExtendedLifetime(connection.mock) {} }
        let session = try BenchmarkSession(layout, rest)
        session.start(following: connection.topic, at: connection.brokers)
        let count = rate * 10
        let begin = MonotonicClock.now + 200_000_000
        for number in 0..<count {
            let shift = UInt64(number) * 618_034 % 1_000_000
            let due = begin + UInt64(number) * 1_000_000_000 / UInt64(rate) + shift
            MonotonicClock.sleep(until: due)
            session.sent(number + 1)
            _ = connection.producer.send(text(70 + Double(number % 5), sequence: number + 1))
        }
        connection.producer.flush()
        session.finish(after: UInt64(count))
        let (median, tail) = session.latency
        print(
            "| \(rate) | \(linger) ms | \(String(format: "%.2f ms", median)) | \(String(format: "%.2f ms", tail)) "
                + "| \(session.account) | \(session.lateSteps) of \(session.steps) |")
    }

    /// As fast as a producer sends and the twin takes, through the broker.
    private func flood(_ count: Int, by broker: String?) throws -> String {
        let events = (0..<count).map { text(70 + Double($0 % 5), sequence: $0 + 1) }
        let connection = try connection(to: broker, linger: 1)
        defer { withExtendedLifetime(connection.mock) {} }
        let session = try BenchmarkSession(layout, rest)
        session.start(following: connection.topic, at: connection.brokers)
        let start = MonotonicClock.now
        for (number, event) in events.enumerated() {
            // The broker forgets what is not fetched in time: the producer is a little ahead at most.
            while number > Int(session.received) + Self.ahead || !connection.producer.send(event) {
                MonotonicClock.sleep(until: MonotonicClock.now + 100_000)
            }
        }
        while session.received < count, MonotonicClock.now < start + 60_000_000_000 {
            MonotonicClock.sleep(until: MonotonicClock.now + 1_000_000)
        }
        let seconds = Double(MonotonicClock.now - start) / 1e9
        session.finish(after: UInt64(count))
        return "As fast as it goes through the broker: \(session.account); "
            + "\(Int(Double(count) / seconds / 1000)) 000 events/s."
    }

    /// Events that the broker of librdkafka keeps for certain (5 MB of a partition).
    private static let ahead = 10_000

    /// Ten seconds of the twin; after three of them a burst by a thread that hands over as fast as it can.
    private func lateness(burst: Int) throws -> (late: [UInt64], steps: UInt64, account: String) {
        let events = (0..<burst).map { Array(text(70 + Double($0 % 5), sequence: $0 + 1).utf8) }
        let session = try BenchmarkSession(layout, rest)
        session.start()
        MonotonicClock.sleep(until: MonotonicClock.now + 3_000_000_000)
        let start = MonotonicClock.now
        for bytes in events { session.take(bytes) }
        let seconds = Double(MonotonicClock.now - start) / 1e9
        session.finish(after: UInt64(burst), atStep: 10_000)
        let rate = Int(Double(burst) / seconds / 1000)
        return (
            session.late, session.steps,
            "The burst: \(session.account); \(rate) 000 events/s were taken."
        )
    }
}
