import ArgumentParser
import CommandLineSupport
import Synchronization
import TwinEngine
import TwinProtocol

#if HTTP
    import Reports
    import TwinWeb
#endif

/// Whoever watches a run: the judge of forecasts, and over HTTP the dashboard. Without a door it does little.
final class LiveWatch: Sendable {
    private let catalogue: EventCatalogue
    /// The step at which the last beat ended.
    let latest = Atomic<UInt64>(0)
    private let judge = Mutex<ForecastLedger?>(nil)
    #if HTTP
        private let board: VitalBoard
        private let door = Mutex<(hub: StreamHub, server: WebServer)?>(nil)
    #endif

    init(_ patient: TwinPatient) {
        catalogue = patient.layout.catalogue
        #if HTTP
            board = VitalBoard(catalogue)
        #endif
    }

    /// What judges forecasts; nil where none are made.
    var ledger: ForecastLedger? {
        get { judge.withLock { $0 } }
        set { judge.withLock { $0 = newValue } }
    }

    /// An event was passed on; by any thread.
    func passed(_ event: TwinEvent, due: UInt64, now: UInt64) {
        if let ledger {
            let step = due == 0 ? now : due
            if event.kind != .vital {
                ledger.change(at: step)
            } else if catalogue.signals[event.signal].kind == .vital {
                ledger.see(catalogue.signals[event.signal].name, event.value, at: step)
            }
        }
        #if HTTP
            // Without a door nobody would take it away.
            guard door.withLock({ $0 != nil }) else { return }
            board.post(event, step: due)
        #endif
    }

    /// Tells watchers something.
    func tell(_ kind: String, _ line: String) {
        #if HTTP
            door.withLock { $0?.hub.post(kind, line) }
        #endif
    }

    /// Looks ahead when that is due, on a thread of its own, until the run ends.
    func look(ahead forecasts: LiveForecasts, _ session: LiveSession) {
        while !session.hasEnded {
            if let report = forecasts.see(latest.load(ordering: .acquiring)) {
                tell(report, forecasts)
            } else {
                MonotonicClock.sleep(until: MonotonicClock.now + Self.rest)
            }
        }
    }

    private static let rest: UInt64 = 10_000_000

    /// Tells watchers what is foreseen, and how good that was.
    func tell(_ report: LiveForecasts.Report, _ forecasts: LiveForecasts?) {
        #if HTTP
            guard door.withLock({ $0 != nil }) else { return }
            if let line = try? JSONText.encoded(report.forecast) { tell("forecast", line) }
            if let line = try? JSONText.encoded(report.alarms) { tell("alarms", line) }
            if let line = forecasts.flatMap({ LiveOutput.line($0.ledger) }) { tell("scores", line) }
        #endif
    }

    /// Opens the door that was asked for.
    ///
    /// - Throws: where this program has none, or it cannot be opened so.
    func open(
        _ options: DoorOptions, _ session: LiveSession, _ forecasts: LiveForecasts, pace: Double?,
        journal: String?
    ) throws {
        guard let listen = options.listen else { return }
        #if HTTP
            guard let address = ListenAddress(listen) else {
                throw ValidationError(
                    "--listen \(listen): an address and a port, such as 127.0.0.1:8464 or [::1]:8464."
                )
            }
            let settings = try WebSettings(
                address: address,
                access: try options.tokens.map { path in
                    try LiveFileError.reading { try AccessTable(reading: path) }
                },
                tls: options.tlsCertificate.flatMap { certificate in
                    options.tlsKey.map { (certificate, $0) }
                }, clientAuthorities: options.clientAuthorities,
                requestsPerSecond: options.requestsPerSecond, auditFolder: journal)
            let hub = StreamHub(session.outputs, board: board)
            let shape = try options.shape.map { folder in
                ShapeText.line(
                    try ShapeRun(folder: folder),
                    name: String(folder.split(separator: "/").last ?? "run"))
            }
            let service = LiveService(session, forecasts, hub, pace: pace, shape: shape)
            let server = try WebServer(
                settings, service: service, catalogue: catalogue, hub: hub)
            door.withLock { $0 = (hub, server) }
            hub.post("about", service.about)
            session.threads.start("dashboard") {
                hub.run(while: { !session.hasEnded }) { hub.post("health", service.health) }
            }
            LiveOutput.write("{\"type\":\"listening\",\"url\":\"\(server.url)\"}")
        #else
            throw ValidationError(
                "--listen \(listen): this program was built without its HTTP server; "
                    + "scripts/hearttwin live builds it (HEARTTWIN_HTTP=1).")
        #endif
    }

    /// Closes the door.
    func close() {
        #if HTTP
            door.withLock { $0?.server.close() }
        #endif
    }
}
