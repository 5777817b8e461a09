import Foundation
public import TwinProtocol

/// A folder of schemas as a registry numbers them: `7.avsc` is schema 7.
///
/// Events are read by their own schema only: a schema counts where it is that of ``EventSchemas/avro``, all of it or
/// one of its records, but for documentation, defaults, logical types and namespaces. Others are left alone; data
/// written with them is rejected.
public enum SchemaRegistry {
    /// Reads a folder.
    ///
    /// - Returns: the numbers of schemas of events.
    /// - Throws: ``TwinServerError/registry(path:reason:)``, also where no schema is that of events.
    public static func forms(folder: String) throws(TwinServerError) -> [UInt32: AvroForm] {
        let names: [String]
        do { names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted() } catch {
            throw .registry(path: folder, reason: "cannot be read")
        }
        let own = try forms()
        var found: [UInt32: AvroForm] = [:]
        var others = 0
        for name in names where name.hasSuffix(".avsc") {
            let path = folder + "/" + name
            guard let number = UInt32(name.dropLast(5)) else {
                throw .registry(
                    path: path, reason: "the name is to be the number of the schema: 7.avsc")
            }
            guard let data = FileManager.default.contents(atPath: path) else {
                throw .registry(path: path, reason: "cannot be read")
            }
            let text = try canonical(data, path)
            if let form = own[text] { found[number] = form } else { others += 1 }
        }
        guard !found.isEmpty else {
            throw .registry(
                path: folder,
                reason:
                    "no schema of events among \(others) schemas; hearttwin live schema --avro prints them"
            )
        }
        return found
    }

    /// Our own schemas by their canonical text.
    private static func forms() throws(TwinServerError) -> [String: AvroForm] {
        var forms = [try canonical(Data(EventSchemas.avro.utf8), "events"): AvroForm.union]
        for kind in TwinEvent.Kind.allCases {
            let text = try canonical(Data(EventSchemas.avro(kind).utf8), "events")
            forms[text] = .record(kind)
        }
        return forms
    }

    /// A schema without what does not change its binary form, keys sorted.
    private static func canonical(_ data: Data, _ path: String) throws(TwinServerError) -> String {
        do {
            let schema = try JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)
            let text = try JSONSerialization.data(
                withJSONObject: reduced(schema), options: [.sortedKeys, .fragmentsAllowed])
            return String(decoding: text, as: UTF8.self)
        } catch {
            throw .registry(path: path, reason: "no JSON")
        }
    }

    private static let meaningless: Set<String> = [
        "doc", "default", "aliases", "logicalType", "namespace", "order",
    ]

    private static func reduced(_ value: Any) -> Any {
        if let list = value as? [Any] { return list.map(reduced) }
        guard let object = value as? [String: Any] else { return value }
        var kept = object.filter { !meaningless.contains($0.key) }.mapValues(reduced)
        if kept.count == 1, let type = kept["type"] { return type }
        if let name = kept["name"] as? String {
            kept["name"] = name.split(separator: ".").last.map(String.init) ?? name
        }
        return kept
    }
}
