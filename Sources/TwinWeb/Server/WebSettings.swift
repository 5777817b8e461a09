/// How the server is to be run.
public struct WebSettings: Sendable {
    /// Where it listens.
    public var address: ListenAddress
    /// Who may ask; nil: whoever reaches a loopback address.
    public var access: AccessTable?
    /// PEM files of certificate chain and key; nil without TLS.
    public var tls: (certificate: String, key: String)?
    /// PEM file of the authorities whose client certificates are asked for; nil where none are.
    public var clientAuthorities: String?
    /// Requests of a caller a second.
    public var requestsPerSecond: Double
    /// Folder of the audit; nil for standard error.
    public var auditFolder: String?

    /// Settings that are safe.
    ///
    /// - Throws: ``WebError/unsafe(reason:)`` for an address that others reach without TLS and tokens.
    public init(
        address: ListenAddress, access: AccessTable?, tls: (certificate: String, key: String)?,
        clientAuthorities: String? = nil, requestsPerSecond: Double = 100,
        auditFolder: String? = nil
    ) throws(WebError) {
        if !address.isLoopback {
            guard tls != nil else {
                throw .unsafe(
                    reason: "\(address.host) can be reached from elsewhere, which needs TLS: "
                        + "--tls-certificate and --tls-key")
            }
            guard access != nil else {
                throw .unsafe(
                    reason: "\(address.host) can be reached from elsewhere, which needs --tokens: "
                        + "a file of who may do what")
            }
        }
        guard tls != nil || clientAuthorities == nil else {
            throw .unsafe(reason: "--client-authorities needs --tls-certificate and --tls-key")
        }
        guard clientAuthorities != nil || access?.hasCertificates != true else {
            throw .unsafe(
                reason: "callers with a certificate need --client-authorities, who vouch for it")
        }
        self.address = address
        self.access = access
        self.tls = tls
        self.clientAuthorities = clientAuthorities
        self.requestsPerSecond = requestsPerSecond
        self.auditFolder = auditFolder
    }
}

/// What can go wrong with the server.
public enum WebError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Settings that would let in whoever comes.
    case unsafe(reason: String)
    /// Certificates that cannot be used.
    case certificate(reason: String)
    /// An address that cannot be listened at.
    case address(text: String, reason: String)

    public var description: String {
        switch self {
        case .unsafe(let reason): reason
        case .certificate(let reason): "cannot use the certificate: \(reason)"
        case .address(let text, let reason): "cannot listen at \(text): \(reason)"
        }
    }
}
