import Foundation
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization
public import TwinProtocol

/// The door of a twin: its dashboard, its stream, its questions.
public final class WebServer: Sendable {
    private let hub: StreamHub
    private let desk = AnswerDesk()
    private let group: MultiThreadedEventLoopGroup
    private let ended = DispatchSemaphore(value: 0)
    private let task = Mutex<Task<Void, Never>?>(nil)
    /// Longest wait for connections to be closed [s].
    private static let patience = 3.0
    /// Where it listens, with the port that it got.
    public let url: String

    /// Opens the door.
    ///
    /// - Parameters:
    ///   - settings: how.
    ///   - service: the twin.
    ///   - catalogue: what it hears.
    ///   - hub: what watchers are told.
    /// - Throws: ``WebError``.
    public init(
        _ settings: WebSettings, service: any TwinService, catalogue: EventCatalogue,
        hub: StreamHub
    ) throws {
        self.hub = hub
        group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let routes = WebRoutes(
            service: service, catalogue: catalogue, hub: hub, gate: try Gatekeeper(settings),
            desk: desk)
        let opened = Opening()
        let logger = Logger(label: "hearttwin") { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = .critical
            return handler
        }
        let application = Application(
            router: routes.router, server: try Self.builder(settings),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.address.host, port: settings.address.port),
                serverName: nil, backlog: 64,
                availableConnectionsDelegate: MaximumAvailableConnections(256, logger: logger)),
            onServerRunning: { opened.tell(.success($0.localAddress?.port ?? 0)) },
            eventLoopGroupProvider: .shared(group), logger: logger)
        let ended = ended
        // Tasks of connections are its children and stay on its thread.
        let running = Task(executorPreference: DoorExecutor()) {
            do { try await application.run() } catch { opened.tell(.failure(error)) }
            ended.signal()
        }
        task.withLock { $0 = running }
        switch opened.wait() {
        case .success(let port):
            url = settings.address.url(port: port, isSecure: settings.tls != nil)
        case .failure(let error):
            desk.close()
            throw WebError.address(
                text: "\(settings.address.host):\(settings.address.port)", reason: "\(error)")
        }
    }

    private static func builder(_ settings: WebSettings) throws -> HTTPServerBuilder {
        // Whoever opens a connection and says nothing is let go.
        let base = HTTPServerBuilder.http1(
            configuration: HTTP1Channel.Configuration(
                idleTimeout: .seconds(30),
                httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
                    maxHeaderFieldSize: 8192, maxHeaderListSize: 16_384, maxHeaderFieldCount: 64)))
        guard let tls = settings.tls else { return base }
        do {
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: try NIOSSLCertificate.fromPEMFile(tls.certificate).map {
                    .certificate($0)
                }, privateKey: .privateKey(try NIOSSLPrivateKey(file: tls.key, format: .pem)))
            configuration.minimumTLSVersion = .tlsv12
            if let authorities = settings.clientAuthorities {
                configuration.trustRoots = .file(authorities)
                configuration.certificateVerification = .noHostnameVerification
            }
            return try .tls(base, tlsConfiguration: configuration)
        } catch {
            throw WebError.certificate(reason: "\(tls.certificate), \(tls.key): \(error)")
        }
    }

    /// Closes the door; watchers are told nothing more. Its threads are left to the end of the process: what is told
    /// an event loop after it was shut down is complained of.
    public func close() {
        desk.close()
        task.withLock { $0?.cancel() }
        _ = ended.wait(timeout: .now() + Self.patience)
    }
}

/// The word that a server listens, or does not, from its task to who waits.
private final class Opening: @unchecked Sendable {
    private let condition = NSCondition()
    private var result: Result<Int, any Error>?

    func tell(_ result: Result<Int, any Error>) {
        condition.withLock {
            if self.result == nil { self.result = result }
            condition.signal()
        }
    }

    func wait() -> Result<Int, any Error> {
        condition.withLock {
            while true {
                if let result { return result }
                condition.wait()
            }
        }
    }
}
