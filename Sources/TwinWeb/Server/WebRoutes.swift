import Reports
import HTTPTypes
import Hummingbird
import NIOCore
import TwinEngine
import TwinProtocol

/// What can be asked, and how it is answered.
struct WebRoutes: Sendable {
    let service: any TwinService
    let catalogue: EventCatalogue
    let hub: StreamHub
    let gate: Gatekeeper
    let desk: AnswerDesk
    let page = DashboardPage()

    /// Longest bodies [bytes].
    static let longestEvents = 1 << 20
    static let longestQuestion = 1 << 16

    var router: Router<WebContext> {
        let router = Router(context: WebContext.self)
        func route(
            _ method: HTTPRequest.Method, _ path: RouterPath,
            _ body: @escaping @Sendable (Request, WebContext) async throws -> Response
        ) {
            router.on(path, method: method) { request, context in
                let response: Response
                do {
                    response = try await body(request, context)
                } catch let refusal as Refusal {
                    gate.note(refusal, request, context)
                    response = Answers.refusal(refusal)
                }
                gate.count(response.status.code)
                return response
            }
        }
        route(.get, "/") { request, _ in
            if let refusal = gate.misdirection(request) { throw refusal }
            return Answers.page(page)
        }
        route(.get, "/healthz") { _, _ in Answers.text("ok\n") }
        route(.get, "/metrics") { try await metrics($0, $1) }
        route(.get, "/state") { try await state($0, $1) }
        route(.get, "/shape") { request, context in
            _ = try await gate.admit(request, context, for: .read)
            guard let shape = service.shape else {
                throw Refusal(.notFound, "no shape: run with --shape and a results folder")
            }
            return Answers.json(shape)
        }
        route(.get, "/stream") { try await stream($0, $1) }
        route(.post, "/events") { try await events($0, $1) }
        route(.post, "/forecast") { try await look($0, $1, .forecast) }
        route(.post, "/whatif") { try await look($0, $1, .whatif) }
        return router
    }

    private func metrics(_ request: Request, _ context: WebContext) async throws -> Response {
        _ = try await gate.admit(request, context, for: .metrics)
        let own = [
            Metric("dashboard_watchers", "Watchers of the stream.", .gauge, Double(hub.watchers)),
            Metric(
                "dashboard_messages_total", "Messages offered to watchers.", .counter,
                Double(hub.sent.value)),
            Metric(
                "dashboard_dropped_total", "Messages that a slow watcher lost.", .counter,
                Double(hub.dropped.value)),
            Metric(
                "http_responses_total", "Answers by status.", .counter,
                values: gate.answers.map { ("code=\"\($0)\"", Double($1)) }),
        ]
        return Answers.text(
            (service.metrics + own).map(\.text).joined(),
            type: "text/plain; version=0.0.4; charset=utf-8")
    }

    private func state(_ request: Request, _ context: WebContext) async throws -> Response {
        _ = try await gate.admit(request, context, for: .read)
        let parts = ["beat", "estimate", "alarms", "scores", "forecast"].map {
            "\"\($0)\":" + (hub.latest($0) ?? "null")
        }
        return Answers.json(
            "{\"about\":\(service.about),\"health\":\(service.health),"
                + "\"vitals\":[\(hub.vitals.joined(separator: ","))],"
                + parts.joined(separator: ",") + "}")
    }

    private func stream(_ request: Request, _ context: WebContext) async throws -> Response {
        _ = try await gate.admit(request, context, for: .read)
        guard let (number, messages) = hub.join() else {
            throw Refusal(
                .serviceUnavailable, "\(StreamHub.mostWatchers) watchers are there already",
                retryAfter: 10)
        }
        return Answers.stream(messages) { hub.leave(number) }
    }

    private func events(_ request: Request, _ context: WebContext) async throws -> Response {
        let caller = try await gate.admit(request, context, for: .events)
        guard service.takesEvents else {
            throw Refusal(
                .conflict, "the twin follows a recording, which alone tells it what happens",
                caller.name)
        }
        let body = try await Self.body(of: request, upTo: Self.longestEvents)
        let name = "http:" + caller.name
        let isAllowed = { caller.permission.allows($0, of: catalogue) }
        let answer: EventAnswer
        if let format = MessageType.format(of: request.headers[.contentType]) {
            answer = EventAnswer(message: body) {
                service.take(message: $0, as: format, from: name, isAllowed: isAllowed)
            }
        } else {
            answer = try EventAnswer(to: body) {
                service.take($0, from: name, isAllowed: isAllowed)
            }
        }
        guard try await isKept() else {
            throw Refusal(
                .serviceUnavailable,
                "not in the journal yet: send it again; what was taken will be a duplicate",
                caller.name, retryAfter: 1)
        }
        let status: HTTPResponse.Status = answer.isForbidden ? .forbidden : .ok
        gate.audit.note(
            caller: caller.name, address: context.address, what: "POST /events",
            status: status.code, detail: answer.summary)
        return Answers.json(answer.text, status)
    }

    /// Waits until what came so far is kept; false where that takes too long.
    private func isKept() async throws -> Bool {
        let ticket = service.ticket
        for _ in 0..<Self.looks {
            if service.isKept(ticket) { return true }
            try await Task.sleep(for: .milliseconds(1))
        }
        return service.isKept(ticket)
    }

    /// Looks at the journal, a millisecond apart, before an answer says that something is not kept.
    private static let looks = 2000

    private func look(
        _ request: Request, _ context: WebContext, _ action: Permission.Action
    ) async throws -> Response {
        _ = try await gate.admit(request, context, for: action)
        let body = try await Self.body(of: request, upTo: Self.longestQuestion)
        do {
            let isScenario =
                action == .whatif && MessageType.isScenario(request.headers[.contentType])
            let found = try await desk.answer { [self] in
                // A scenario's sweep takes its time to check: not on the threads of the server.
                let question = try question(body, request, isScenario, action)
                let found = try service.look(
                    question.treatments.map(\.interventions), over: question.ramp,
                    milliseconds: question.milliseconds)
                if isScenario {
                    return try JSONText.encoded(
                        ScenarioAnswer(
                            question.treatments.map(\.name), without: found[0],
                            with: Array(found.dropFirst())))
                }
                guard found.count == 2 else { return try JSONText.encoded(found[0]) }
                return try JSONText.encoded(WhatIfAnswer(without: found[0], with: found[1]))
            }
            guard let found else {
                throw Refusal(.serviceUnavailable, "too many questions wait", retryAfter: 1)
            }
            return Answers.json(found)
        } catch let error as WhatIfError {
            throw Refusal(.badRequest, error.description)
        } catch let error as TwinEngineError {
            throw Refusal(.unprocessableContent, error.description)
        }
    }

    private func question(
        _ body: [UInt8], _ request: Request, _ isScenario: Bool, _ action: Permission.Action
    ) throws(WhatIfError) -> WhatIfRequest {
        guard isScenario else {
            return try WhatIfRequest(parsing: body, needsInterventions: action == .whatif)
        }
        guard let text = String(validating: body, as: UTF8.self) else {
            throw .badScenario(reason: "a scenario is text in UTF-8")
        }
        var query: [String: String] = [:]
        for (key, value) in request.uri.queryParameters { query[String(key)] = String(value) }
        return try WhatIfRequest(
            try service.treatments(ofScenario: text), query: query)
    }

    /// The bytes of a body.
    private static func body(of request: Request, upTo most: Int) async throws -> [UInt8] {
        let refusal = Refusal(.contentTooLarge, "a request is \(most) bytes long at most")
        if let length = request.headers[.contentLength].flatMap(Int.init), length > most {
            throw refusal
        }
        var bytes: [UInt8] = []
        for try await part in request.body {
            guard bytes.count + part.readableBytes <= most else { throw refusal }
            bytes.append(contentsOf: part.readableBytesView)
        }
        return bytes
    }
}
