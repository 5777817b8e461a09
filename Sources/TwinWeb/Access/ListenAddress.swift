/// Where the server listens.
public struct ListenAddress: Sendable, Equatable {
    /// Host and port; port 0 for any that is free.
    public var host: String
    public var port: Int

    /// Reads `127.0.0.1:8464`, `localhost:8464`, `[::1]:8464`.
    ///
    /// - Returns: nil for anything else.
    public init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"),
            let port = Int(text[text.index(after: colon)...]), (0...65535).contains(port)
        else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
            guard host.contains(":") else { return nil }
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty, !host.contains("/") else { return nil }
        self.host = String(host)
        self.port = port
    }

    /// Whether only this machine can reach it.
    public var isLoopback: Bool { Self.isLoopback(host) }

    static func isLoopback(_ host: some StringProtocol) -> Bool {
        if host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    /// Whether a request's `Host` names this machine by a loopback name: a page of elsewhere whose name was
    /// made to lead here does not.
    static func namesLoopback(_ authority: String) -> Bool {
        if authority.hasPrefix("[") {
            return isLoopback(authority.dropFirst().prefix { $0 != "]" })
        }
        return isLoopback(authority.prefix { $0 != ":" })
    }

    /// As part of a URL.
    public func url(port: Int, isSecure: Bool) -> String {
        let host = host.contains(":") ? "[\(host)]" : host
        return "\(isSecure ? "https" : "http")://\(host):\(port)/"
    }
}
