import Glibc
import TwinEngine

/// Whether somebody listens at an address, asked without waiting long: client libraries connect with calls that
/// block for as long as the network lets them.
enum Reachability {
    /// Between looks at whether the answer is still wanted [ms].
    private static let slice: Int32 = 50

    /// Opens a connection and closes it again.
    ///
    /// - Parameters:
    ///   - patience: how long is waited for each address of the host [ms].
    ///   - isOver: whether nobody wants to know any more.
    /// - Returns: nil where somebody listens, else the reason. The name of a host is looked up by the system, which
    ///   may take its time; numeric addresses need no looking up.
    static func failure(
        host: String, port: Int, patience: Int, isOver: () -> Bool = { false }
    ) -> String? {
        var found: UnsafeMutablePointer<addrinfo>?
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        let result = getaddrinfo(host, String(port), &hints, &found)
        guard result == 0 else { return String(cString: gai_strerror(result)) }
        defer { freeaddrinfo(found) }
        var reason = "no address"
        var next = found
        while let address = next?.pointee, !isOver() {
            next = address.ai_next
            guard let refusal = connect(address, patience, isOver) else { return nil }
            reason = refusal
        }
        return reason
    }

    private static func connect(
        _ address: addrinfo, _ patience: Int, _ isOver: () -> Bool
    ) -> String? {
        let descriptor = socket(
            address.ai_family,
            address.ai_socktype | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue),
            address.ai_protocol)
        guard descriptor >= 0 else { return String(cString: strerror(errno)) }
        defer { close(descriptor) }
        if Glibc.connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 { return nil }
        guard errno == EINPROGRESS else { return String(cString: strerror(errno)) }
        let end = MonotonicClock.now + UInt64(patience) * 1_000_000
        while MonotonicClock.now < end, !isOver() {
            var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            guard poll(&request, 1, slice) > 0 else { continue }
            var code: Int32 = 0
            var size = socklen_t(MemoryLayout<Int32>.size)
            getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size)
            return code == 0 ? nil : String(cString: strerror(code))
        }
        return String(cString: strerror(ETIMEDOUT))
    }
}
