/// Reads a store, also while a run writes it.
public struct HistoryReader {
    private let database: Database

    /// Opens a store.
    public init(path: String) throws(HistoryError) {
        database = try Database(path, isReader: true)
        try HistoryStore.check(database, isNew: false)
    }

    /// Names of what is stored: columns of beats, and codes of vital signs.
    public func series() throws(HistoryError) -> [String] {
        var names = HistorySchema.beat.map(\.name)
        try database.prepare("SELECT DISTINCT code FROM vital ORDER BY code").rows([]) {
            names.append($0[0])
        }
        return names
    }

    /// A series over a span of the twin's time.
    ///
    /// - Parameters:
    ///   - name: of ``series()``.
    ///   - steps: [ms].
    ///   - take: told of the step, the time of day [ms since 1970 UTC] and the value as text.
    public func read(
        _ name: String, steps: ClosedRange<Int64>, _ take: ([String]) -> Void
    ) throws(HistoryError) {
        let span: [Database.Statement.Value] = [
            .integer(steps.lowerBound), .integer(steps.upperBound),
        ]
        let known = try series()
        guard known.contains(name) else {
            let nearest = known.first { $0.lowercased().contains(name.lowercased()) }
            throw .unknownSeries(name: name, nearest: nearest)
        }
        if HistorySchema.beat.contains(where: { $0.name == name }) {
            try database.prepare(
                "SELECT step, time_ms, \(name) FROM beat WHERE step BETWEEN ? AND ? ORDER BY step"
            ).rows(span, take)
        } else {
            try database.prepare(
                "SELECT step, time_ms, value FROM vital WHERE step BETWEEN ? AND ? AND code = ? ORDER BY step, time_ms, sequence"
            ).rows(span + [.text(name)], take)
        }
    }

    /// Every beat, with all columns.
    ///
    /// - Parameter take: told of the names first, then of the values of each beat.
    public func readBeats(
        steps: ClosedRange<Int64>, _ take: ([String]) -> Void
    ) throws(HistoryError) {
        take(["step", "time_ms"] + HistorySchema.beat.map(\.name))
        try database.prepare("SELECT * FROM beat WHERE step BETWEEN ? AND ? ORDER BY step").rows(
            [.integer(steps.lowerBound), .integer(steps.upperBound)], take)
    }
}
