package import TwinProtocol

/// What a caller may do.
package struct Permission: Sendable, Equatable {
    /// Kinds of requests.
    package enum Action: String, Sendable, CaseIterable {
        /// Watch: the stream, the state, the account.
        case read
        /// Send events, within what else is allowed.
        case events
        /// Ask what comes, and what would be if.
        case forecast, whatif
        /// Numbers for monitoring.
        case metrics
    }

    /// Actions.
    package var actions: Set<Action>
    /// Vital signs, parameters and interventions in events: names, or beginnings of names with `*`.
    package var signals: [String]
    package var parameters: [String]
    package var interventions: [String]

    /// Says what is allowed.
    package init(
        actions: Set<Action>, signals: [String], parameters: [String], interventions: [String]
    ) {
        self.actions = actions
        self.signals = signals
        self.parameters = parameters
        self.interventions = interventions
    }

    /// Everything.
    package static let all = Permission(
        actions: Set(Action.allCases), signals: ["*"], parameters: ["*"], interventions: ["*"])

    /// Whether an event may be sent.
    package func allows(_ event: TwinEvent, of catalogue: EventCatalogue) -> Bool {
        switch event.kind {
        case .vital: Self.matches(catalogue.signals[event.signal].name, signals)
        case .parameter: Self.matches(catalogue.signals[event.signal].name, parameters)
        case .intervention:
            // What the call itself will be found by: its name, without spaces around it.
            Self.matches(
                String(event.call.prefix { $0 != "(" }.drop { $0.isWhitespace })
                    .trimmedAtEnd, interventions)
        }
    }

    private static func matches(_ name: String, _ patterns: [String]) -> Bool {
        patterns.contains { pattern in
            pattern.hasSuffix("*") ? name.hasPrefix(pattern.dropLast()) : name == pattern
        }
    }
}

extension String {
    fileprivate var trimmedAtEnd: String {
        var text = self[...]
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
