import Documents

/// A suite's rows as a table.
public enum RowsCSV {
    /// The columns, all numbers in the unit of the row.
    private static let columns = [
        "id", "quantity", "population", "kind", "of", "verdict", "weight", "observed", "unit",
        "expected", "low", "high", "z", "n", "finding", "source",
    ]

    /// The document.
    public static func text(_ outcome: SuiteOutcome) -> String {
        func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
        return DelimitedText.line(columns)
            + outcome.rows.map { row in
                DelimitedText.line([
                    row.id, row.quantity, row.population, row.kind, row.of, row.verdict.rawValue,
                    "\(row.weight)", number(row.observed), row.unit ?? "", number(row.expected),
                    number(row.low), number(row.high), number(row.z), "\(row.count)", row.finding,
                    row.source,
                ])
            }.joined()
    }
}
