/// How a topic of an MQTT broker is reached.
public struct MQTTSettings: Sendable, Equatable {
    /// Certificates for a connection by TLS (PEM files).
    public struct Certificates: Sendable, Equatable {
        /// Of the authorities that vouch for the broker.
        public var authorities: String
        /// Of this client and its key; nil where the broker does not ask.
        public var client: (certificate: String, key: String)?

        /// Names the files.
        public init(authorities: String, client: (certificate: String, key: String)? = nil) {
            self.authorities = authorities
            self.client = client
        }

        public static func == (a: Certificates, b: Certificates) -> Bool {
            a.authorities == b.authorities && a.client?.certificate == b.client?.certificate
                && a.client?.key == b.client?.key
        }
    }

    /// The broker.
    public var host: String
    public var port: Int
    /// What is subscribed to; wildcards of MQTT may be in it.
    public var topic: String
    /// By what name the broker keeps messages while the twin is away.
    public var client: String
    /// For TLS; nil without.
    public var certificates: Certificates?

    /// Collects settings.
    public init(
        host: String, port: Int, topic: String, client: String, certificates: Certificates? = nil
    ) {
        self.host = host
        self.port = port
        self.topic = topic
        self.client = client
        self.certificates = certificates
    }
}
