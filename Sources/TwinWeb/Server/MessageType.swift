package import TwinProtocol

/// What the header Content-Type says of a body of events.
package enum MessageType {
    /// Types of whole messages: FHIR in JSON, HL7 version 2 with vertical bars.
    private static let formats: [String: EventFormat] = [
        "application/fhir+json": .fhir, "application/hl7-v2": .hl7,
        "application/hl7-v2+er7": .hl7, "x-application/hl7-v2+er7": .hl7,
    ]

    /// Whether a body is a scenario file's content.
    package static func isScenario(_ type: String?) -> Bool {
        ["application/toml", "text/toml", "text/x-toml"].contains(word(of: type) ?? "")
    }

    /// The format of a message; nil for lines of JSON, which any other type is read as.
    package static func format(of type: String?) -> EventFormat? {
        word(of: type).flatMap { formats[$0] }
    }

    private static func word(of type: String?) -> String? {
        type?.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
    }
}
