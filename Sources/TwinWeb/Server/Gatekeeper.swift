import Reports
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization
import TwinEngine

/// Lets requests in: by the name they use for this machine, the page they come from, their token or certificate, how often they
/// come, and what their caller may do. What it refuses goes to the audit.
final class Gatekeeper: Sendable {
    private let settings: WebSettings
    /// Of strangers by where they come from, and of known callers by name: nobody uses up another's.
    private let addresses: RateLimiter
    private let callers: RateLimiter
    let audit: AuditLog
    private let counts = Mutex<[Int: UInt64]>([:])

    init(_ settings: WebSettings) throws {
        self.settings = settings
        addresses = RateLimiter(perSecond: settings.requestsPerSecond)
        callers = RateLimiter(perSecond: settings.requestsPerSecond)
        audit = try AuditLog(folder: settings.auditFolder)
    }

    /// Answers by status.
    var answers: [(Int, UInt64)] { counts.withLock { $0.sorted { $0.key < $1.key } } }

    /// Counts an answer.
    func count(_ status: Int) { counts.withLock { $0[status, default: 0] += 1 } }

    /// Who asks, if he may.
    ///
    /// - Throws: ``Refusal``.
    func admit(
        _ request: Request, _ context: WebContext, for action: Permission.Action
    ) async throws -> AccessTable.Caller {
        if let refusal = misdirection(request) { throw refusal }
        guard let access = settings.access else {
            try limit(context.address, addresses)
            return AccessTable.local
        }
        guard let caller = try await caller(request, context, access) else {
            // Guesses count against where they come from.
            try limit(context.address, addresses)
            let isByCertificate =
                access.hasCertificates && request.headers[.authorization] == nil
            throw Refusal(
                .unauthorized,
                "a token of a caller is needed: Authorization: Bearer …"
                    + (isByCertificate ? "; this certificate is no caller's" : ""))
        }
        try limit(caller.name, callers)
        guard caller.permission.actions.contains(action) else {
            throw Refusal(.forbidden, "\(caller.name) may not \(action.rawValue)", caller.name)
        }
        return caller
    }

    /// Whose the token is; without one, whose the client certificate is.
    private func caller(
        _ request: Request, _ context: WebContext, _ access: AccessTable
    ) async throws -> AccessTable.Caller? {
        if request.headers[.authorization] != nil {
            return Self.token(of: request).flatMap { access.caller(token: $0) }
        }
        guard settings.clientAuthorities != nil, access.hasCertificates,
            let certificate = try await context.certificate
        else { return nil }
        return access.caller(certificate: certificate)
    }

    /// Notes a refusal in the audit.
    func note(_ refusal: Refusal, _ request: Request, _ context: WebContext) {
        audit.note(
            caller: refusal.caller ?? "unknown", address: context.address,
            what: "\(request.method) \(request.uri.path)", status: refusal.status.code,
            detail: "\"reason\":\(JSONText.quoted(refusal.reason))")
    }

    /// A page of elsewhere must neither read nor send.
    func misdirection(_ request: Request) -> Refusal? {
        let authority = request.head.authority ?? ""
        if settings.access == nil, !ListenAddress.namesLoopback(authority) {
            return Refusal(.forbidden, "this server has no other name than that of loopback")
        }
        if let origin = request.headers[.origin] {
            let scheme = settings.tls == nil ? "http" : "https"
            guard origin == "\(scheme)://\(authority)" else {
                return Refusal(.forbidden, "pages of other places may not ask")
            }
        }
        return nil
    }

    private func limit(_ name: String, _ limiter: RateLimiter) throws {
        guard let seconds = limiter.wait(name, now: MonotonicClock.now) else { return }
        throw Refusal(.tooManyRequests, "too many requests", name, retryAfter: seconds)
    }

    private static func token(of request: Request) -> String? {
        guard let header = request.headers[.authorization] else { return nil }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer", parts[1].utf8.count <= 512
        else { return nil }
        return String(parts[1])
    }
}

/// A request that is not answered, and why.
package struct Refusal: Error {
    var status: HTTPResponse.Status
    var reason: String
    var caller: String?
    var retryAfter: Int?

    init(
        _ status: HTTPResponse.Status, _ reason: String, _ caller: String? = nil,
        retryAfter: Int? = nil
    ) {
        self.status = status
        self.reason = reason
        self.caller = caller
        self.retryAfter = retryAfter
    }
}
