import Glibc
public import TwinEngine
import TwinHistory

/// Posts beats and vital signs in InfluxDB's line protocol over HTTP, a batch a request. Use from one thread.
///
/// Without TLS: for a store on this machine, or behind something that protects the way. A batch whose answer did not come
/// is posted again: points are told apart by time and tags, and a store that keeps repetitions (VictoriaMetrics without
/// `-dedup.minScrapeInterval=1ms`) has them twice. An answer of 4xx is for good, but for 408, 425 and 429.
public final class LineProtocolSink: OutputSink {
    public let name: String
    private let host: String
    private let port: Int
    private let target: String
    private let patient: String

    /// How long a request may take [s], and most bytes of a request and of an answer.
    private static let patience = 5
    private static let longestRequest = 1 << 20
    private static let longestAnswer = 1 << 16

    /// - Parameters:
    ///   - target: path and question, such as `/write` or `/api/v2/write?bucket=icu&org=ward`.
    ///   - patient: the tag of every point.
    public init(host: String, port: Int, target: String, patient: String) {
        (self.host, self.port, self.target, self.patient) = (host, port, target, patient)
        name = "influx:\(host):\(port)\(target)"
    }

    /// Posts points.
    public func write(_ outputs: [TwinOutput]) throws {
        var body: [UInt8] = []
        for output in outputs {
            guard let line = LineProtocol.line(output, patient: patient) else { continue }
            if body.count + line.utf8.count >= Self.longestRequest {
                try post(body)
                body = []
            }
            body += line.utf8
            body.append(0x0a)
        }
        if !body.isEmpty { try post(body) }
    }

    /// Answers of 4xx that say nothing about what was posted, so that it may be posted again: who asks and where is not
    /// settled yet; too slow, too early, too many (RFC 9110, 8470, 6585).
    private static let passing: Set<Int> = [401, 403, 404, 407, 408, 425, 429]

    private func post(_ body: [UInt8]) throws {
        let head =
            "POST \(target) HTTP/1.1\r\nHost: \(host):\(port)\r\nContent-Type: text/plain; charset=utf-8\r\n"
            + "Content-Length: \(body.count)\r\nConnection: close\r\n\r\n"
        let descriptor = try connect()
        defer { Glibc.close(descriptor) }
        let request = Array(head.utf8) + body
        var done = 0
        while done < request.count {
            let count = request.withUnsafeBytes { buffer in
                send(
                    descriptor, buffer.baseAddress.map { $0 + done }, request.count - done,
                    Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure(String(cString: strerror(errno))) }
            done += count
        }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while answer.count < Self.longestAnswer {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(String(cString: strerror(errno))) }
            if count == 0 { break }
            answer += buffer[..<count]
        }
        // HTTP/1.1 204 No Content
        let text = String(decoding: answer, as: UTF8.self)
        let line = text.prefix { $0 != "\r\n" && $0 != "\n" }
        let words = line.split(separator: " ", maxSplits: 2)
        guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else {
            throw failure("answered \"\(line.prefix(200))\", which is no HTTP")
        }
        guard !(200..<300).contains(status) else { return }
        let detail = text.components(after: "\r\n\r\n") ?? ""
        let reason = "answered \"\(line)\" \(detail.prefix(200))"
        guard !(400..<500).contains(status) || Self.passing.contains(status) else {
            throw OutputRefusal(reason: reason)
        }
        throw failure(reason)
    }

    /// A connection that gives up after a while.
    private func connect() throws(TwinServerError) -> Int32 {
        var found: UnsafeMutablePointer<addrinfo>?
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        let result = getaddrinfo(host, String(port), &hints, &found)
        guard result == 0 else { throw failure(String(cString: gai_strerror(result))) }
        defer { freeaddrinfo(found) }
        var reason = "no address"
        var next = found
        while let address = next?.pointee {
            next = address.ai_next
            let descriptor = socket(
                address.ai_family, address.ai_socktype | Int32(SOCK_CLOEXEC.rawValue),
                address.ai_protocol)
            guard descriptor >= 0 else { continue }
            // On Linux the time for sending holds for connecting too (socket(7)).
            var limit = timeval(tv_sec: Self.patience, tv_usec: 0)
            let size = socklen_t(MemoryLayout<timeval>.size)
            setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
            setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
            if Glibc.connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 {
                return descriptor
            }
            reason = String(cString: strerror(errno))
            Glibc.close(descriptor)
        }
        throw failure(reason)
    }

    private func failure(_ reason: String) -> TwinServerError { .sink(name: name, reason: reason) }
}

extension String {
    /// What comes after the first mark; nil where there is none.
    fileprivate func components(after mark: String) -> Substring? {
        guard let range = firstRange(of: mark) else { return nil }
        return self[range.upperBound...]
    }
}
