import Quantities

/// An intervention by name with its arguments as text: `crt(lead=inferolateral, vv=20 ms)`.
public struct InterventionCall: Sendable, Equatable {
    /// Identifier of the intervention.
    public var name: String
    /// Arguments as given, by name.
    public var arguments: [String: String]

    /// Names an intervention.
    public init(name: String, arguments: [String: String] = [:]) {
        self.name = name
        self.arguments = arguments
    }

    /// Reads `name` or `name(argument=value, …)`; values may stand in quotes.
    ///
    /// - Throws: ``ScenarioError/notACall(text:)``.
    public init(parsing text: String) throws(ScenarioError) {
        let call = Self.trimmed(text[...])
        guard let open = call.firstIndex(of: "(") else {
            guard !call.isEmpty, !call.contains(where: { "=,)".contains($0) }) else {
                throw .notACall(text: text)
            }
            self.init(name: String(call))
            return
        }
        let name = Self.trimmed(call[..<open])
        guard !name.isEmpty, call.last == ")" else { throw .notACall(text: text) }
        let inside = call[call.index(after: open)..<call.index(before: call.endIndex)]
        var arguments: [String: String] = [:]
        for part in try Self.parts(inside, of: text) {
            guard let equals = part.firstIndex(of: "=") else { throw .notACall(text: text) }
            let key = String(Self.trimmed(part[..<equals]))
            let value = Self.unquoted(Self.trimmed(part[part.index(after: equals)...]))
            guard !key.isEmpty, !value.isEmpty, arguments[key] == nil else {
                throw .notACall(text: text)
            }
            arguments[key] = value
        }
        self.init(name: String(name), arguments: arguments)
    }

    /// The intervention itself.
    ///
    /// - Throws: ``ScenarioError`` for an unknown name or unusable arguments.
    public func intervention() throws -> any Intervention {
        let type = try Interventions.named(name)
        let own = arguments.filter { !DoseCourse.arguments.contains($0.key) }
        _ = try course
        return try type.init(try InterventionArguments(type.card, given: own))
    }

    /// How its effect comes over time; nil for one that acts at once.
    ///
    /// - Throws: ``ScenarioError`` for unusable times.
    public var course: DoseCourse? {
        get throws(ScenarioError) { try DoseCourse(of: self) }
    }

    /// Splits at commas outside quotes.
    private static func parts(
        _ inside: Substring, of text: String
    ) throws(ScenarioError) -> [Substring] {
        if trimmed(inside).isEmpty { return [] }
        var parts: [Substring] = []
        var start = inside.startIndex
        var isQuoted = false
        for index in inside.indices {
            if inside[index] == "\"" { isQuoted.toggle() }
            if inside[index] == ",", !isQuoted {
                parts.append(inside[start..<index])
                start = inside.index(after: index)
            }
        }
        guard !isQuoted else { throw .notACall(text: text) }
        return parts + [inside[start...]]
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }

    private static func unquoted(_ text: Substring) -> String {
        guard text.count >= 2, text.first == "\"", text.last == "\"" else { return String(text) }
        return String(text.dropFirst().dropLast())
    }
}

extension InterventionCall: CustomStringConvertible {
    /// The form that ``init(parsing:)`` reads, arguments sorted by name.
    public var description: String {
        if arguments.isEmpty { return name }
        let list = arguments.sorted { $0.key < $1.key }.map { name, value in
            "\(name)=" + (value.contains(",") ? "\"\(value)\"" : value)
        }
        return "\(name)(\(list.joined(separator: ", ")))"
    }
}
