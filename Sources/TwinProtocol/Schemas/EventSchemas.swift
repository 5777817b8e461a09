/// The published forms of events, made from the fields and the vital signs: JSON Schema and Avro.
public enum EventSchemas {
    /// JSON Schema (draft 2020-12) of all events.
    public static let json: String = {
        let kinds = TwinEvent.Kind.allCases.map(object).joined(separator: ",\n")
        return """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "$id": "urn:hearttwin:event:1",
              "title": "Events of a live twin, version 1",
              "oneOf": [
            \(kinds)
              ]
            }
            """
    }()

    private static func object(_ kind: TwinEvent.Kind) -> String {
        let fields = EventField.allCases.filter {
            kind.required.contains($0) || kind.optional.contains($0)
        }
        let properties = fields.map { field in
            "        \"\(field.key)\": \(type(of: field, in: kind))"
        }.joined(separator: ",\n")
        let required = fields.filter { kind.required.contains($0) }.map { "\"\($0.key)\"" }
            .joined(separator: ", ")
        let choice =
            kind == .vital
            ? """
            ,
                  "oneOf": [{ "required": ["value"] }, { "required": ["wave"] }],
                  "allOf": [
            \(VitalCodes.all.map(rule).joined(separator: ",\n"))
                  ]
            """ : ""
        return """
                {
                  "title": "\(kind)",
                  "type": "object",
                  "additionalProperties": false,
                  "required": [\(required)],
                  "properties": {
            \(properties)
                  }\(choice)
                }
            """
    }

    private static func type(of field: EventField, in kind: TwinEvent.Kind) -> String {
        let about = "\"description\": \"\(field.summary)\""
        switch field {
        case .schema: return "{ \"const\": \"\(kind.schema)\", \(about) }"
        case .patient, .name, .unit, .call: return "{ \"type\": \"string\", \(about) }"
        case .source: return "{ \"type\": \"string\", \"pattern\": \"^[ -~]+$\", \(about) }"
        case .code:
            let codes = VitalCodes.all.map { "\"\($0.code)\"" }.joined(separator: ", ")
            return "{ \"enum\": [\(codes)], \(about) }"
        case .value: return "{ \"type\": \"number\", \(about) }"
        case .timeMs, .sequence:
            return "{ \"type\": \"integer\", \"minimum\": 0, \(about) }"
        case .quality:
            let words = TwinEvent.Quality.allCases.map { "\"\($0.word)\"" }
            return "{ \"enum\": [\(words.joined(separator: ", "))], \(about) }"
        case .rampMs:
            return
                "{ \"type\": \"number\", \"minimum\": 0, \"maximum\": \(Int(EventDecoder.longestRamp)), \(about) }"
        case .wave:
            return """
                { "type": "object", \(about), "additionalProperties": false, "required": ["periodMs", "values"], \
                "properties": { "periodMs": { "type": "number", "minimum": 0.1, "maximum": 1000 }, \
                "values": { "type": "array", "minItems": 1, "maxItems": \(EventDecoder.mostSamples), \
                "items": { "type": "number" } } } }
                """
        }
    }

    /// Unit and range of a vital sign.
    private static func rule(_ vital: VitalCode) -> String {
        let (low, high) = (vital.range.lowerBound, vital.range.upperBound)
        let bounds = "\"minimum\": \(low), \"maximum\": \(high)"
        let values =
            vital.isWaveform
            ? "\"wave\": { \"properties\": { \"values\": { \"items\": { \(bounds) } } } }"
            : "\"value\": { \(bounds) }"
        return """
                    { "if": { "properties": { "code": { "const": "\(vital.code)" } } }, \
            "then": { "required": ["\(vital.isWaveform ? "wave" : "value")"], \
            "properties": { "unit": { "const": "\(vital.unit)" }, \(values) } } }
            """
    }

    /// Avro schemas: a union of three records.
    public static let avro: String = {
        "[\n" + TwinEvent.Kind.allCases.map(record).joined(separator: ",\n") + "\n]"
    }()

    /// The fields of a record, in the order in which they are written.
    static func avroFields(of kind: TwinEvent.Kind) -> [EventField] {
        EventField.allCases.filter {
            $0 != .schema && (kind.required.contains($0) || kind.optional.contains($0))
        }
    }

    /// The schema of one kind of event.
    public static func avro(_ kind: TwinEvent.Kind) -> String { record(kind) }

    private static func record(_ kind: TwinEvent.Kind) -> String {
        // The record says what it is; the version is that of its name.
        let fields = avroFields(of: kind).map { field in
            let isOptional = kind.optional.contains(field)
            let type = avroType(of: field)
            let form = isOptional ? "[\"null\", \(type)], \"default\": null" : type
            return
                "    { \"name\": \"\(field.key)\", \"type\": \(form), \"doc\": \"\(field.summary)\" }"
        }.joined(separator: ",\n")
        return """
              { "type": "record", "name": "\(kind)1", "namespace": "hearttwin", "fields": [
            \(fields)
              ] }
            """
    }

    private static func avroType(of field: EventField) -> String {
        switch field {
        case .schema, .patient, .source, .code, .name, .unit, .call: return "\"string\""
        case .value, .rampMs: return "\"double\""
        case .timeMs: return "{ \"type\": \"long\", \"logicalType\": \"timestamp-millis\" }"
        case .sequence: return "\"long\""
        case .quality:
            let words = TwinEvent.Quality.allCases.map { "\"\($0.word)\"" }
            return
                "{ \"type\": \"enum\", \"name\": \"quality\", \"symbols\": [\(words.joined(separator: ", "))] }"
        case .wave:
            return """
                { "type": "record", "name": "wave", "fields": [{ "name": "periodMs", "type": "double" }, \
                { "name": "values", "type": { "type": "array", "items": "double" } }] }
                """
        }
    }
}
