import Glibc
import TwinEngine
public import TwinProtocol

/// Takes messages of HL7 version 2 in frames of MLLP from connections, and acknowledges each. Use from one thread.
///
/// Nobody is waited for: a sender that does not read its acknowledgements is let go.
public final class MLLPServer: @unchecked Sendable {
    private let listener: Int32
    private var connections: [(descriptor: Int32, frames: MLLPFrames)] = []
    private var buffer = [UInt8](repeating: 0, count: 65_536)

    /// Most connections; others are closed at once.
    private static let most = 16
    /// Waiting time of a look at the sockets [ms].
    private static let patience: Int32 = 20

    /// Listens.
    ///
    /// - Parameter host: a numeric address of this machine.
    /// - Throws: ``TwinServerError/listen(address:reason:)``.
    public init(host: String, port: Int) throws(TwinServerError) {
        func failure() -> TwinServerError {
            .listen(address: "\(host):\(port)", reason: String(cString: strerror(errno)))
        }
        listener = socket(
            AF_INET,
            Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
                | Int32(SOCK_NONBLOCK.rawValue), 0)
        guard listener >= 0 else { throw failure() }
        var yes: Int32 = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        guard inet_pton(AF_INET, host, &address.sin_addr) == 1 else {
            errno = EINVAL
            throw failure()
        }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0, Glibc.listen(listener, 16) == 0 else { throw failure() }
    }

    deinit {
        for connection in connections { close(connection.descriptor) }
        if listener >= 0 { close(listener) }
    }

    /// Takes what comes soon.
    ///
    /// - Parameter take: told of each message; its answer is sent. Without one the sender is let go.
    public func poll(_ take: (UnsafeBufferPointer<UInt8>) -> HL7Acknowledgement?) {
        var requests = ([listener] + connections.map(\.descriptor)).map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        guard Glibc.poll(&requests, nfds_t(requests.count), Self.patience) > 0 else { return }
        for place in connections.indices.reversed() where requests[place + 1].revents != 0 {
            if !serve(place, take) {
                close(connections[place].descriptor)
                connections.remove(at: place)
            }
        }
        if requests[0].revents != 0 { accept() }
    }

    private func accept() {
        let descriptor = Glibc.accept(listener, nil, nil)
        guard descriptor >= 0 else { return }
        guard connections.count < Self.most, fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0,
            fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0
        else {
            close(descriptor)
            return
        }
        connections.append((descriptor, MLLPFrames(longest: EventDecoder.longest)))
    }

    /// Reads from a connection; false where it has ended.
    private func serve(
        _ place: Int, _ take: (UnsafeBufferPointer<UInt8>) -> HL7Acknowledgement?
    ) -> Bool {
        let descriptor = connections[place].descriptor
        let count = buffer.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
        if count < 0 { return errno == EINTR || errno == EAGAIN }
        guard count > 0 else { return false }
        for message in connections[place].frames.take(buffer[..<count]) {
            guard let answer = message.withUnsafeBufferPointer(take)?.bytes(at: Self.now) else {
                return false
            }
            let frame = [0x0b] + answer + [0x1c, 0x0d]
            let sent = frame.withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard sent == frame.count else { return false }
        }
        return !connections[place].frames.isBroken
    }

    /// The time of now as HL7 writes it.
    private static var now: String {
        var seconds = time_t(MonotonicClock.wallMilliseconds / 1000)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        var text = [CChar](repeating: 0, count: 32)
        let count = strftime(&text, text.count, "%Y%m%d%H%M%S+0000", &parts)
        return String(decoding: text[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
