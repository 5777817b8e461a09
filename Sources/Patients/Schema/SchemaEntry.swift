/// One group, dataset or attribute of a file format: what it holds and whether it must be there.
public struct SchemaEntry: Sendable, Equatable {
    /// What is stored.
    public enum Content: String, Sendable {
        case group
        case float64, float32
        case int32, int64, uint8
        case text
    }

    /// Extent of one dimension.
    public enum Extent: Sendable, Equatable {
        /// Always this many.
        case fixed(Int)
        /// As many as everything else with this name in its shape.
        case count(String)
    }

    /// What its absence means.
    public enum Presence: Sendable, Equatable {
        /// An error, if its group is there.
        case required
        /// What is used instead.
        case optional(default: String)
    }

    /// Absolute path; `<name>` stands for a free name, `@` precedes an attribute.
    public var path: String
    /// What is stored.
    public var content: Content
    /// Shape; empty for a scalar.
    public var shape: [Extent]
    /// Unit written to the `units` attribute; a file may use any of its dimension.
    public var unit: String?
    /// Whether it must be there.
    public var presence: Presence
    /// Allowed values, in ``unit``.
    public var range: ClosedRange<Double>?
    /// Allowed texts.
    public var choices: [String]
    /// One line for people.
    public var summary: String

    /// Describes an entry; it is optional when something else can be used otherwise.
    public init(
        _ path: String, _ content: Content, _ summary: String, shape: [Extent] = [],
        unit: String? = nil, range: ClosedRange<Double>? = nil, choices: [String] = [],
        otherwise fallback: String? = nil
    ) {
        self.path = path
        self.content = content
        self.summary = summary
        self.shape = shape
        self.unit = unit
        self.range = range
        self.choices = choices
        presence = fallback.map { .optional(default: $0) } ?? .required
    }

    /// True for an attribute.
    public var isAttribute: Bool { path.contains("@") }

    /// The path with its placeholders replaced, in order.
    package func path(_ names: [String]) -> String {
        var result = ""
        var rest = path[...]
        for name in names {
            guard let open = rest.firstIndex(of: "<"), let close = rest.firstIndex(of: ">") else {
                break
            }
            result += rest[..<open] + name
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    /// True when the path holds a free name.
    var hasFreeName: Bool { path.contains("<") }

    /// True when a path is one of this entry's.
    ///
    /// A free name is a whole step of the path, up to an attribute's mark.
    func matches(_ other: String) -> Bool {
        var wanted = path.utf8[...]
        var found = other.utf8[...]
        while let next = wanted.first {
            if next == UInt8(ascii: "<") {
                guard let close = wanted.firstIndex(of: UInt8(ascii: ">")) else { return false }
                wanted = wanted[wanted.index(after: close)...]
                let isAttribute = wanted.first == UInt8(ascii: "@")
                let end = found.firstIndex { $0 == UInt8(ascii: "/") } ?? found.endIndex
                let mark = isAttribute ? found[..<end].lastIndex(of: UInt8(ascii: "@")) : end
                guard let mark, mark > found.startIndex else { return false }
                found = found[mark...]
            } else {
                guard found.first == next else { return false }
                wanted.removeFirst()
                found.removeFirst()
            }
        }
        return found.isEmpty
    }
}
