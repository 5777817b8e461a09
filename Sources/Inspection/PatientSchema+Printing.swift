public import Patients
import Quantities

extension PatientSchema {
    /// The format for people: one paragraph per entry, indented by depth.
    ///
    /// - `catalogue`: the model's choices, which take the place of their free name.
    public static func text(knowing catalogue: ParameterCatalogue) -> String {
        let head = [
            "Patient file, schema \(version): one HDF5 file.",
            "",
            "Datasets with a dimension carry it in the attribute \"units\" (UCUM notation); any unit",
            "of the same dimension may be used. Names in <angle brackets> are free. Groups, datasets",
            "and attributes not listed here are kept when the file is rewritten.",
            "",
        ]
        return (head + entries(knowing: catalogue).flatMap(lines)).joined(separator: "\n")
    }

    /// Every entry, with one for each choice of a law.
    static func entries(knowing catalogue: ParameterCatalogue) -> [SchemaEntry] {
        entries.flatMap { entry in
            guard entry.path == model.path, !catalogue.choices.isEmpty else { return [entry] }
            return catalogue.choices.map {
                SchemaEntry(
                    entry.path([$0.name]), entry.content, $0.summary, choices: $0.known,
                    otherwise: $0.standard)
            }
        }
    }

    private static func lines(of entry: SchemaEntry) -> [String] {
        let indent = String(
            repeating: "  ", count: max(0, entry.path.split(separator: "/").count - 1))
        var facts = [entry.typeName]
        if let unit = entry.unit { facts.append("unit \(unit)") }
        if let range = entry.range {
            facts.append("\(range.lowerBound.short) to \(range.upperBound.short)")
        }
        if !entry.choices.isEmpty { facts.append(entry.choices.joined(separator: " | ")) }
        var lines = [
            "\(indent)\(entry.path)  (\(facts.joined(separator: ", ")))",
            "\(indent)    \(entry.summary).",
        ]
        if case .optional(let fallback) = entry.presence {
            lines.append("\(indent)    Optional; otherwise: \(fallback).")
        }
        return lines
    }

    /// The format for programs: `hearttwin schema --json`.
    public struct Document: Sendable, Encodable {
        /// One entry.
        public struct Entry: Sendable, Encodable {
            /// Path with `<free names>`; `@` precedes an attribute.
            public var path: String
            /// "group", "float64", "float32", "int64", "int32", "uint8" or "text".
            public var type: String
            /// Extents: numbers as text, or names of counts; empty for a scalar.
            public var shape: [String]
            /// Unit written; any of its dimension is read.
            public var unit: String?
            /// Smallest allowed value, in the unit.
            public var minimum: Double?
            /// Largest allowed value, in the unit.
            public var maximum: Double?
            /// Allowed texts, when limited.
            public var choices: [String]?
            /// True when it must be there if its group is.
            public var required: Bool
            /// What is used when it is missing.
            public var otherwise: String?
            /// One line for people.
            public var summary: String
        }

        /// Version of the format.
        public var schemaVersion = PatientSchema.version
        /// All entries in the order of the file.
        public var entries: [Entry]

        /// Makes the document for a model's choices.
        public init(knowing catalogue: ParameterCatalogue) {
            entries = PatientSchema.entries(knowing: catalogue).map { entry in
                var fallback: String?
                if case .optional(let text) = entry.presence { fallback = text }
                return Entry(
                    path: entry.path, type: entry.content.rawValue, shape: entry.extentNames,
                    unit: entry.unit, minimum: entry.range?.lowerBound,
                    maximum: entry.range?.upperBound,
                    choices: entry.choices.isEmpty ? nil : entry.choices, required: fallback == nil,
                    otherwise: fallback, summary: entry.summary)
            }
        }
    }
}

extension SchemaEntry {
    /// Extents as text.
    var extentNames: [String] {
        shape.map { extent in
            switch extent {
            case .fixed(let count): "\(count)"
            case .count(let name): name
            }
        }
    }

    /// "float64 [points, 3]".
    var typeName: String {
        if content == .group { return "group" }
        return shape.isEmpty
            ? content.rawValue : "\(content.rawValue) [\(extentNames.joined(separator: ", "))]"
    }
}
