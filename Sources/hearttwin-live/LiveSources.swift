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

    /// Starts all sources and then the solver; a recording goes before all others.
    func follow(_ addresses: [SourceAddress]) throws {
        let recording = addresses.first { $0.pace != nil }
        let others = addresses.filter { $0.pace == nil }
        let endsWithLines = endsWithSources && others.count == 1
        // What is wrong with them is said at once; they are followed when the recording is over.
        let starts = try others.map { try live($0, endsWithLines: endsWithLines) }
        guard let recording else {
            for start in starts { start() }
            return session.start(pace: .times(1))
        }
        let events = try recorded(recording)
        session.inputs.complete(before: 0)
        session.start(source: "recording") { [session, endsWithSources] in
            events()
            if starts.isEmpty {
                if endsWithSources { session.clock.stop(after: session.ingest.lastStep + 1) }
                session.inputs.complete(before: .max - 1)
            } else if session.goLive() {
                for start in starts { start() }
            }
        }
        session.start(pace: recording.pace.map { $0 > 0 ? .times($0) : .unbounded } ?? .times(1))
    }

    /// How a live source is started.
    private func live(
        _ address: SourceAddress, endsWithLines: Bool
    ) throws -> @Sendable () -> Void {
        let format = options.form
        switch address {
        case .standardInput:
            return { [session] in
                session.start(source: "stdin") {
                    session.follow(
                        lines: STDIN_FILENO, name: "stdin", as: format, isRecording: false)
                    if endsWithLines { session.clock.stop() }
                }
            }
        case .kafka(let brokers, let topic):
            return { [session] in
                session.start(source: "kafka") {
                    try session.follow(topic: topic, at: brokers, as: format)
                }
            }
        case .mllp(let host, let port):
            let server = try MLLPServer(host: host, port: port)
            return { [session] in session.start(source: "mllp") { session.follow(server) } }
        case .mqtt(let host, let port, let topic, let isSecure):
            // A broker keeps one session a name: another topic needs another one.
            let mark = String(FNV.hash(topic.utf8), radix: 16)
            let settings = MQTTSettings(
                host: host, port: port, topic: topic,
                client: "hearttwin-\(session.patient.layout.catalogue.patient)-\(mark)",
                certificates: try options.certificates(isSecure: isSecure))
            return { [session] in
                session.start(source: "mqtt") { try session.follow(settings, as: format) }
            }
        case .file, .record, .table, .hdf5: preconditionFailure("a recording is not live")
        }
    }

    /// How the events of a recording are read; the solver does not pass a step before that.
    private func recorded(_ address: SourceAddress) throws -> @Sendable () -> Void {
        let patient = session.patient.layout.catalogue.patient
        let format = options.form
        func events(_ path: String, _ record: any EventRecording) -> @Sendable () -> Void {
            if !isQuiet { LiveRecord.note(leftOut: record.others) }
            return { [session] in session.follow(record, name: path) }
        }
        switch address {
        case .file(let path, _):
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else {
                throw TwinEngineError.file(
                    path: path, operation: "open", reason: String(cString: strerror(errno)))
            }
            return { [session] in
                session.follow(lines: descriptor, name: path, as: format, isRecording: true)
                close(descriptor)
            }
        case .record(let path, _):
            return events(path, try RecordedEvents(path: path, patient: patient))
        case .table(let path, _):
            return events(path, try SignalRecording(table: path, patient: patient))
        case .hdf5(let path, _):
            return events(path, try SignalRecording(hdf5: path, patient: patient))
        case .standardInput, .kafka, .mllp, .mqtt: preconditionFailure("not a recording")
        }
    }
}
