import Documents
import Quantities

/// One row of a suite: a published number, and how ours is judged by it.
package struct SuiteRow: Sendable {
    /// Name, unique in the suite.
    package let identifier: String
    /// What is judged; several in the order of the row.
    package let quantities: [String]
    /// Whose; several where the row compares populations.
    package let populations: [String]
    /// The population to subtract.
    package let against: String?
    /// How it is judged.
    package let kind: any RowKind
    /// What of the quantity is judged.
    package let of: Sample.Of
    /// Weight in the score, 0 for a number that is shown without being judged.
    package let weight: Double
    /// Where the published number is from.
    package let source: String
    /// Where the row stands, for messages.
    package let place: String

    /// Keys of every row.
    private static let keys = [
        "id", "quantity", "population", "kind", "of", "against", "weight", "source", "unit",
    ]

    /// Reads a row; `source` is that of the suite where the row has none.
    ///
    /// - Throws: `DocumentError` with the row and the key.
    init(_ fields: RowFields, folder: String, source: String?) throws(DocumentError) {
        place = fields.place
        let name = try fields.text("kind")
        guard let type = RowKinds.all.first(where: { $0.name == name }) else {
            throw fields.error(
                "kind",
                "cannot be \"\(name.printable)\""
                    + Spelling.suggestion(for: name, among: RowKinds.all.map { $0.name }))
        }
        let known = Self.keys + type.keys
        for key in fields.keys where !known.contains(key) {
            throw .unknownKey(place: fields.place, key: key, known: known)
        }
        quantities = fields.texts("quantity")
        populations = fields.texts("population")
        guard !quantities.isEmpty else { throw fields.error("quantity", "is missing") }
        guard !populations.isEmpty else { throw fields.error("population", "is missing") }
        guard quantities.count == 1 || populations.count == 1 else {
            throw fields.error("quantity", "and population cannot both be lists")
        }
        against = try fields.optionalText("against")
        guard against == nil || quantities.count == 1 else {
            throw fields.error(
                "against", "needs one quantity; several have no one number to subtract")
        }
        kind = try type.init(fields, folder: folder)
        of = try fields.word("of", default: against == nil ? kind.standard : .change)
        weight = try fields.number("weight", in: 0...1e6, default: 1)
        guard let source = try fields.optionalText("source") ?? source else {
            throw fields.error("source", "is missing: say where the published number is from")
        }
        self.source = source
        identifier =
            try fields.optionalText("id")
            ?? (populations.count == 1
                ? "\(populations[0]): \(quantities.joined(separator: ", "))"
                : "\(quantities[0]): \(populations.joined(separator: ", "))")
    }
}
