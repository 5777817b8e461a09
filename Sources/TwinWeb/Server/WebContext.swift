import Hummingbird
import NIOCore
import NIOSSL

/// A request on its way through the server, with where it came from.
struct WebContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Address of who asks.
    let address: String

    private let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
        address = source.channel.remoteAddress?.ipAddress ?? "unknown"
    }

    /// The certificate (DER) that the other side of a connection by TLS has shown and that was verified; nil without one.
    var certificate: [UInt8]? {
        get async throws { try await channel.nioSSL_peerCertificate().get()?.toDERBytes() }
    }
}
