import Documents
import Foundation
import Quantities

/// A reference dataset: populations, and rows that say what was published about their numbers.
///
/// A TOML file, or a table of rows alone whose populations are given as tables of results. The format is in
/// docs/validation.md.
public struct ReferenceSuite: Sendable {
    /// Name for people and files.
    public let name: String
    /// One line for people.
    public let summary: String
    /// The file.
    public let file: String
    /// Whether its numbers are among the key numbers that are compared across versions.
    public let inBaseline: Bool
    /// Rows, in the file's order.
    package let rows: [SuiteRow]
    /// Where the observed numbers come from, by the names that rows use.
    let populations: [String: any Producer]
    /// Files the suite consists of: its own, tables of rows, curves.
    let files: [String]

    /// Reads a suite.
    ///
    /// - Throws: ``SuiteError/unusable(file:problems:)`` with everything that is wrong,
    ///   ``SuiteError/missingFile(path:)``.
    public init(reading file: String, in context: SuiteContext) throws(SuiteError) {
        guard FileManager.default.fileExists(atPath: file) else { throw .missingFile(path: file) }
        var reader = SuiteReader(file: file, context: context)
        if file.hasSuffix(".toml") {
            reader.readTOML()
        } else {
            reader.readTable()
        }
        reader.check()
        guard reader.problems.isEmpty else {
            throw .unusable(file: file, problems: reader.problems)
        }
        self.file = file
        (name, summary, inBaseline) = (reader.name, reader.summary, reader.inBaseline)
        (rows, populations, files) = (reader.rows, reader.populations, reader.files)
    }
}

/// Reads a suite and keeps every problem instead of stopping at the first.
private struct SuiteReader {
    let file: String
    let context: SuiteContext
    var name: String
    var summary = ""
    var source: String?
    var inBaseline = false
    var rows: [SuiteRow] = []
    var populations: [String: any Producer] = [:]
    var declared: [String] = []
    var files: [String]
    var problems: [String] = []

    private var folder: String {
        let folder = (file as NSString).deletingLastPathComponent
        return folder.isEmpty ? "." : folder
    }

    init(file: String, context: SuiteContext) {
        (self.file, self.context) = (file, context)
        name = ((file as NSString).lastPathComponent as NSString).deletingPathExtension
        files = [file]
    }

    /// Does something and keeps what goes wrong.
    private mutating func keep(_ body: (inout Self) throws -> Void) {
        do {
            try body(&self)
        } catch {
            problems.append("\(error)")
        }
    }

    mutating func readTOML() {
        keep { reader in
            let document = try TOMLSection(reading: reader.file)
            reader.keep { _ in try document.check(known: ["suite", "populations", "rows"]) }
            reader.keep { try $0.readHead(document) }
            reader.keep { try $0.readPopulations(document) }
            for section in try document.sections("rows") {
                reader.keep { reader in
                    try reader.add(RowFields(section))
                }
            }
        }
    }

    private mutating func readHead(_ document: TOMLSection) throws {
        guard let head = try document.section("suite") else {
            throw document.error("suite", "is missing: a table with name, summary, source")
        }
        try head.check(known: ["name", "summary", "source", "rows", "baseline"])
        name = try head.optionalString("name") ?? name
        summary = try head.string("summary")
        source = try head.optionalString("source")
        inBaseline = try head.optionalFlag("baseline") ?? false
        for table in try head.strings("rows") {
            let path = table.hasPrefix("/") ? table : folder + "/" + table
            keep { try $0.readRows(path) }
        }
    }

    private mutating func readPopulations(_ document: TOMLSection) throws {
        guard let all = try document.section("populations") else { return }
        declared = all.keys
        for name in all.keys where context.tables[name] == nil {
            keep { reader in
                guard let section = try all.section(name) else { return }
                reader.populations[name] = try Producers.read(
                    section, in: reader.context, folder: reader.folder)
            }
        }
    }

    mutating func readTable() {
        summary = "rows of \(file)"
        keep { try $0.readRows($0.file) }
    }

    private mutating func readRows(_ path: String) throws {
        let table = try DelimitedTable(reading: path)
        if path != file { files.append(path) }
        for row in table.rows {
            keep { try $0.add(RowFields(row, of: table)) }
        }
    }

    private mutating func add(_ fields: RowFields) throws {
        let row = try SuiteRow(fields, folder: folder, source: source)
        rows.append(row)
        if let curve = try fields.optionalText("curve") {
            files.append(curve.hasPrefix("/") ? curve : folder + "/" + curve)
        }
    }

    /// Names that rows use must be known, names of rows must be unique.
    mutating func check() {
        for (name, path) in context.tables.sorted(by: { $0.key < $1.key }) {
            keep { $0.populations[name] = try TableProducer(path: path) }
            if !declared.contains(name) { declared.append(name) }
        }
        var identifiers: Set<String> = []
        for row in rows {
            for name in row.populations + [row.against].compactMap({ $0 })
            where !declared.contains(name) {
                problems.append(
                    "\(row.place): population \"\(name.printable)\" is not described"
                        + Spelling.suggestion(for: name, among: declared.sorted())
                        + (declared.isEmpty ? "; give its table with --table NAME=FILE" : ""))
            }
            if !identifiers.insert(row.identifier).inserted {
                problems.append(
                    "\(row.place): another row is called \"\(row.identifier.printable)\"; give it an id"
                )
            }
        }
        for name in context.tables.keys.sorted()
        where !rows.contains(where: { ($0.populations + [$0.against ?? ""]).contains(name) }) {
            let used = Set(rows.flatMap { $0.populations + [$0.against].compactMap { $0 } })
            problems.append(
                "\(file): no row is about the population \"\(name.printable)\" of --table"
                    + Spelling.suggestion(for: name, among: used.sorted()))
        }
        if rows.isEmpty, problems.isEmpty { problems.append("\(file): there are no rows") }
    }
}
