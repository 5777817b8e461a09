import Reports
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Storage

/// Answers with the headers that all of them have.
enum Answers {
    static func json(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
        make(status, "application/json; charset=utf-8", ByteBuffer(string: text + "\n"))
    }

    static func text(_ text: String, type: String = "text/plain; charset=utf-8") -> Response {
        make(.ok, type, ByteBuffer(string: text))
    }

    /// A page whose one script and one style are known by their hashes; nothing of elsewhere is loaded.
    static func page(_ page: DashboardPage) -> Response {
        var response = make(.ok, "text/html; charset=utf-8", ByteBuffer(string: page.html))
        response.headers[.contentSecurityPolicy] =
            "default-src 'none'; script-src '\(page.scriptHash)'; style-src '\(page.styleHash)'; "
            + "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'"
        return response
    }

    static func refusal(_ refusal: Refusal) -> Response {
        var response = json(
            "{\"error\":\(JSONText.quoted(refusal.reason))}", refusal.status)
        if let seconds = refusal.retryAfter { response.headers[.retryAfter] = "\(seconds)" }
        if refusal.status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
        // What was not read of a body is not worth reading.
        if refusal.status == .contentTooLarge { response.headers[.connection] = "close" }
        return response
    }

    /// Messages as they come.
    static func stream(
        _ messages: AsyncStream<ByteBuffer>, left: @escaping @Sendable () -> Void
    ) -> Response {
        var response = make(.ok, "text/event-stream", ByteBuffer())
        response.body = ResponseBody { writer in
            defer { left() }
            for await message in messages { try await writer.write(message) }
            try await writer.finish(nil)
        }
        response.headers[.contentLength] = nil
        return response
    }

    private static func make(
        _ status: HTTPResponse.Status, _ type: String, _ body: ByteBuffer
    ) -> Response {
        Response(
            status: status,
            headers: [
                .contentType: type, .cacheControl: "no-store",
                .xContentTypeOptions: "nosniff", referrerPolicy: "no-referrer",
            ], body: ResponseBody(byteBuffer: body))
    }

    private static let referrerPolicy: HTTPField.Name = {
        guard let name = HTTPField.Name("Referrer-Policy") else {
            preconditionFailure("a name of a header")
        }
        return name
    }()
}
