import ArgumentParser
import Foundation
import TwinEngine
import TwinHistory
import TwinProtocol
import TwinServer

/// Where outputs go besides standard output.
struct SinkOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Where lines go as well: file:PATH, kafka:HOST:PORT/TOPIC, mqtt:HOST:PORT/TOPIC, mqtts:…; or beats and vital signs: influx:HOST:PORT/PATH. May be given several times.",
            valueName: "sink"))
    var sink: [String] = []

    @Option(
        help: ArgumentHelp(
            "SQLite file of beats, vital signs, estimates and forecasts (default: history.sqlite in the journal's folder).",
            valueName: "file"))
    var history: String?

    @Flag(help: "Keep no history in the journal's folder.")
    var noHistory = false

    func validate() throws {
        guard !noHistory || history == nil else {
            throw ValidationError("--history and --no-history exclude each other.")
        }
    }

    /// Opens what was asked for.
    ///
    /// - Parameter time: time of day at a step [ms since 1970 UTC].
    func open(
        _ session: LiveSession, journal: String?, form: SourceOptions,
        time: @escaping @Sendable (UInt64) -> Int64
    ) throws -> LiveOutlets {
        let patient = session.patient.layout.catalogue.patient
        var sinks: [any OutputSink] = []
        if let path = history ?? (noHistory ? nil : journal.map { $0 + "/history.sqlite" }) {
            sinks.append(
                try HistoryStore(
                    path: path, patient: patient, step: session.heart.step,
                    time: time(session.heart.step), isContinued: journal != nil))
        }
        for text in sink {
            switch try SinkAddress(text) {
            case .file(let path):
                let file = try LineFileSink(path: path)
                DeadLetterLog.note(file.repair, path)
                sinks.append(file)
            case .kafka(let brokers, let topic):
                sinks.append(try KafkaSink(brokers: brokers, topic: topic))
            case .mqtt(let host, let port, let topic, let isSecure):
                let mark = String(FNV.hash(topic.utf8), radix: 16)
                sinks.append(
                    try MQTTSink(
                        MQTTSettings(
                            host: host, port: port, topic: topic,
                            client: "hearttwin-out-\(patient)-\(mark)",
                            certificates: try form.certificates(isSecure: isSecure))))
            case .influx(let host, let port, let target):
                sinks.append(
                    LineProtocolSink(host: host, port: port, target: target, patient: patient))
            }
        }
        // Without sinks nothing can be refused, and no file is made.
        return LiveOutlets(
            sinks, time: time,
            dead: DeadLetterLog(
                folder: sink.isEmpty ? nil : journal, name: "dead-outputs.ndjson"))
    }
}
