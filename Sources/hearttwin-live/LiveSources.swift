import Foundation
import Glibc
import TwinEngine
import TwinProtocol
import TwinServer

/// Where a run's events come from: each source on a thread of its own.
struct LiveSources {
    let session: LiveSession
    let options: SourceOptions
    /// Whether the run ends with a source that ends.
    let endsWithSources: Bool
    let isQuiet: Bool

    /// Starts all sources and then the solver.
    func follow(_ addresses: [SourceAddress]) throws {
        let format = options.form
        for address in addresses {
            switch address {
            case .standardInput:
                let isAlone = addresses.count == 1
                session.start(source: "stdin") { [session, endsWithSources] in
                    session.follow(
                        lines: STDIN_FILENO, name: "stdin", as: format, isRecording: false)
                    if endsWithSources, isAlone { session.clock.stop() }
                }
            case .file(let path, _):
                let descriptor = open(path, O_RDONLY | O_CLOEXEC)
                guard descriptor >= 0 else {
                    throw TwinEngineError.file(
                        path: path, operation: "open", reason: String(cString: strerror(errno)))
                }
                replay { [session] in
                    session.follow(lines: descriptor, name: path, as: format, isRecording: true)
                    close(descriptor)
                }
            case .record(let path, _):
                let record = try RecordedEvents(
                    path: path, patient: session.patient.layout.catalogue.patient)
                if !isQuiet { LiveRecord.note(leftOut: record.others) }
                replay { [session] in session.follow(record, name: path) }
            case .kafka(let brokers, let topic):
                session.start(source: "kafka") { [session] in
                    try session.follow(topic: topic, at: brokers, as: format)
                }
            case .mllp(let host, let port):
                let server = try MLLPServer(host: host, port: port)
                session.start(source: "mllp") { [session] in session.follow(server) }
            case .mqtt(let host, let port, let topic, let isSecure):
                // A broker keeps one session a name: another topic needs another one.
                let mark = String(FNV.hash(topic.utf8), radix: 16)
                let settings = MQTTSettings(
                    host: host, port: port, topic: topic,
                    client: "hearttwin-\(session.patient.layout.catalogue.patient)-\(mark)",
                    certificates: try options.certificates(isSecure: isSecure))
                session.start(source: "mqtt") { [session] in
                    try session.follow(settings, as: format)
                }
            }
        }
        session.start(
            pace: addresses.first?.pace.map { $0 > 0 ? .times($0) : .unbounded } ?? .times(1))
    }

    /// Reads a recording; the solver does not pass a step before it.
    private func replay(_ body: @escaping @Sendable () -> Void) {
        session.inputs.complete(before: 0)
        session.start(source: "recording") { [session, endsWithSources] in
            body()
            if endsWithSources { session.clock.stop(after: session.ingest.lastStep + 1) }
            session.inputs.complete(before: .max - 1)
        }
    }
}
