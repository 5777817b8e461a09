import Documents

/// A table of plain numbers: traces.csv, ecg.csv.
struct NumberTable {
    private let table: DelimitedTable

    /// Reads a file.
    ///
    /// - Throws: `DocumentError`; ``PicturesError/damaged(file:reason:)`` without rows.
    init(reading path: String) throws {
        table = try DelimitedTable(reading: path)
        guard !table.rows.isEmpty else {
            throw PicturesError.damaged(file: path, reason: "no rows")
        }
    }

    /// Names of the columns, in the file's order.
    var names: [String] { table.columns.map(\.name) }

    /// The numbers of a column.
    ///
    /// - Throws: `DocumentError` where there is no such column, or a cell is no finite number.
    func column(_ name: String) throws(DocumentError) -> [Double] {
        let index = try table.index(of: name)
        var values: [Double] = []
        values.reserveCapacity(table.rows.count)
        for row in table.rows {
            guard let value = Double(row.cells[index]), value.isFinite else {
                throw .badLine(
                    file: table.file, line: row.line,
                    reason: "\(name): \"\(row.cells[index])\" is no finite number")
            }
            values.append(value)
        }
        return values
    }
}
