/// Writes comma-separated tables that ``DelimitedTable`` reads.
public enum DelimitedText {
    /// A line with its end.
    public static func line(_ cells: [String]) -> String {
        cells.map(quoted).joined(separator: ",") + "\n"
    }

    /// A cell; in quotes where it needs them.
    private static func quoted(_ cell: String) -> String {
        let needsQuotes =
            cell.hasPrefix("#") || cell.hasPrefix(" ") || cell.hasSuffix(" ")
            || cell.unicodeScalars.contains { [",", "\"", "\n", "\r", "\t", ";"].contains($0) }
        return needsQuotes ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
    }
}
