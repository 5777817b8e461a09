import ArgumentParser

/// How the twin is reached over HTTP.
struct DoorOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Serve the dashboard and take events and questions over HTTP, such as 127.0.0.1:8464 (port 0: any that is free).",
            valueName: "address"))
    var listen: String?

    @Option(
        help: ArgumentHelp(
            "Results folder of `hearttwin simulate` for this patient, whose heart and electrocardiogram the dashboard draws.",
            valueName: "folder"))
    var shape: String?

    @Option(
        help: ArgumentHelp(
            "TOML file of who may do what; `hearttwin live token` makes entries. Needed for addresses that others reach.",
            valueName: "file"))
    var tokens: String?

    @Option(
        help: ArgumentHelp(
            "Certificate chain for TLS (PEM). Needed for addresses that others reach.",
            valueName: "file"))
    var tlsCertificate: String?

    @Option(help: ArgumentHelp("Key of the certificate (PEM).", valueName: "file"))
    var tlsKey: String?

    @Option(
        help: ArgumentHelp(
            "Authorities whose client certificates are asked for besides tokens (PEM).",
            valueName: "file"))
    var clientAuthorities: String?

    @Option(help: "Requests that a caller may make a second.")
    var requestsPerSecond = 100.0

    func validate() throws {
        guard (0.1...100_000).contains(requestsPerSecond) else {
            throw ValidationError("--requests-per-second \(requestsPerSecond): 0.1 to 100000.")
        }
        guard (tlsCertificate == nil) == (tlsKey == nil) else {
            throw ValidationError("--tls-certificate and --tls-key go together.")
        }
        guard
            listen != nil
                || (tokens == nil && tlsCertificate == nil && clientAuthorities == nil
                    && shape == nil)
        else {
            throw ValidationError("--shape, --tokens and certificates need --listen.")
        }
    }
}
