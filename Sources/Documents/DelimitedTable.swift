public import Quantities

/// A table of text: comma-, semicolon- or tab-separated, its first line naming the columns, each with its unit
/// in brackets where it has one: `id,age [a],edv [mL]`.
///
/// Quoting as in RFC 4180; lines that are empty or start with `#` are left out.
public struct DelimitedTable: Sendable {
    /// A column.
    public struct Column: Sendable, Equatable {
        /// Its name, without the unit.
        public var name: String
        /// Its unit, as it was written; nil where there is none.
        public var unit: String?
    }

    /// One line.
    public struct Row: Sendable {
        /// Number of the line in the file, from 1.
        public var line: Int
        /// One text for each column.
        public var cells: [String]
    }

    /// The file, for messages.
    public let file: String
    /// The columns, in the file's order.
    public let columns: [Column]
    /// The lines, in the file's order.
    public let rows: [Row]

    /// Reads a file; tabs separate where its name ends with .tsv, else what the first line has most of.
    ///
    /// - Throws: ``DocumentError`` with the line.
    public init(reading path: String) throws(DocumentError) {
        try self.init(parsing: DocumentText.read(path), file: path)
    }

    /// Reads a text; `file` is for messages.
    ///
    /// - Throws: ``DocumentError/badLine(file:line:reason:)``.
    public init(parsing text: String, file: String) throws(DocumentError) {
        var reader = DelimitedReader(text, file: file)
        guard let head = try reader.next() else {
            throw .badLine(file: file, line: 1, reason: "the table is empty")
        }
        self.file = file
        columns = head.cells.map(Self.column)
        for (index, column) in columns.enumerated() {
            guard !column.name.isEmpty else {
                throw .badLine(
                    file: file, line: head.line, reason: "column \(index + 1) has no name")
            }
            guard !columns[..<index].contains(where: { $0.name == column.name }) else {
                throw .badLine(
                    file: file, line: head.line,
                    reason: "two columns are called \"\(column.name.printable)\"")
            }
        }
        var rows: [Row] = []
        while let row = try reader.next() {
            guard row.cells.count == columns.count else {
                throw .badLine(
                    file: file, line: row.line,
                    reason: "\(row.cells.count) cells under \(columns.count) columns")
            }
            rows.append(row)
        }
        self.rows = rows
    }

    /// Place of a column.
    ///
    /// - Throws: ``DocumentError/missingColumn(file:column:known:)`` with the nearest name.
    public func index(of name: String) throws(DocumentError) -> Int {
        guard let index = columns.firstIndex(where: { $0.name == name }) else {
            throw .missingColumn(file: file, column: name, known: columns.map(\.name))
        }
        return index
    }

    /// A number with the unit of its column or, where the cell brings its own, with that; nil for an empty
    /// cell.
    ///
    /// - Throws: ``DocumentError/badLine(file:line:reason:)`` with the line and the column.
    public func quantity(
        _ row: Row, column index: Int, like expected: Unit?
    ) throws(DocumentError) -> Quantity? {
        let cell = row.cells[index]
        guard !cell.isEmpty else { return nil }
        let unit = columns[index].unit
        let text = unit.flatMap { Double(cell) == nil ? nil : "\(cell) \($0)" } ?? cell
        do {
            return try Quantity(text, like: expected)
        } catch {
            throw .badLine(
                file: file, line: row.line, reason: "\(columns[index].name.printable): \(error)")
        }
    }

    /// Splits "edv [mL]".
    private static func column(_ head: String) -> Column {
        guard head.hasSuffix("]"), let open = head.firstIndex(of: "["), open > head.startIndex
        else { return Column(name: head, unit: nil) }
        var name = head[..<open]
        while name.last == " " { name.removeLast() }
        let unit = head[head.index(after: open)...].dropLast()
        return Column(name: String(name), unit: String(unit))
    }
}
