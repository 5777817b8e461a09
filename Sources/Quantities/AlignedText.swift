/// Rows of text as columns for a terminal.
public enum AlignedText {
    /// A line for each row: first and last column to the left, what is between them to the right.
    ///
    /// All rows have as many cells.
    public static func lines(_ rows: [[String]]) -> [String] {
        guard let first = rows.first else { return [] }
        let widths = first.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            var line = row.enumerated().map { column, text in
                let space = String(repeating: " ", count: widths[column] - text.count)
                return column == 0 || column == row.count - 1 ? text + space : space + text
            }.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line
        }
    }
}
