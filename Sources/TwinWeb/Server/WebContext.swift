import Hummingbird
import NIOCore

/// A request on its way through the server, with where it came from.
struct WebContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Address of who asks.
    let address: String

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        address = source.channel.remoteAddress?.ipAddress ?? "unknown"
    }
}
