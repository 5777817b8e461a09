public import TwinEngine

/// Keeps beats, vital signs, estimates and forecasts of a run in a file of SQLite, to which rows are only added; others
/// may read it while the twin runs.
///
/// A batch of outputs is one transaction. A process that is killed loses the batch that was being written (some tens of
/// milliseconds) and no row before it; the journal, not this store, is what a run is recovered from.
public final class HistoryStore: OutputSink {
    public var name: String { "history \(database.path)" }
    private let database: Database
    private let beats: Database.Statement
    private let vitals: Database.Statement
    private let messages: Database.Statement

    /// Opens a store, or makes one.
    ///
    /// - Parameters:
    ///   - patient: who it is about.
    ///   - step: where the run begins, at a time of day [ms since 1970 UTC].
    ///   - isContinued: whether the run may be one that the store knows, going on: beats of one step replace each other.
    /// - Throws: ``HistoryError/otherRun(path:patient:)`` for a store of another patient, or of an earlier run where this
    ///   one does not go on.
    public init(
        path: String, patient: String, step: UInt64, time: Int64, isContinued: Bool = true
    ) throws(HistoryError) {
        database = try Database(path, isReader: false)
        try Self.check(database, isNew: true)
        try database.run("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;")
        try database.run(HistorySchema.statements)
        var last: [String] = []
        try database.prepare("SELECT patient FROM run ORDER BY rowid DESC LIMIT 1").rows([]) {
            last = $0
        }
        if let known = last.first, known != patient || !isContinued {
            throw .otherRun(path: path, patient: known)
        }
        let marks = Array(repeating: "?", count: HistorySchema.beat.count + 2)
            .joined(separator: ",")
        beats = try database.prepare("INSERT OR REPLACE INTO beat VALUES (\(marks))")
        vitals = try database.prepare("INSERT OR IGNORE INTO vital VALUES (?,?,?,?,?,?)")
        messages = try database.prepare("INSERT OR REPLACE INTO message VALUES (?,?,?,?)")
        try database.prepare("INSERT INTO run VALUES (?,?,?)").insert([
            .integer(time), .integer(Int64(clamping: step)), .text(patient),
        ])
    }

    /// Refuses a file of somebody else.
    static func check(_ database: Database, isNew: Bool) throws(HistoryError) {
        var (application, tables) = ("0", "0")
        try database.prepare("PRAGMA application_id").rows([]) { application = $0[0] }
        try database.prepare("SELECT count(*) FROM sqlite_master").rows([]) { tables = $0[0] }
        guard application == String(HistorySchema.application) || (isNew && tables == "0") else {
            throw .notHistory(path: database.path)
        }
    }

    /// Writes outputs in one transaction.
    public func write(_ outputs: [TwinOutput]) throws {
        try database.run("BEGIN")
        do {
            for output in outputs { try write(output) }
            try database.run("COMMIT")
        } catch {
            try? database.run("ROLLBACK")
            throw error
        }
    }

    private func write(_ output: TwinOutput) throws(HistoryError) {
        let step = Database.Statement.Value.integer(Int64(clamping: output.step))
        let time = Database.Statement.Value.integer(output.time)
        switch output.content {
        case .beat(let beat):
            try beats.insert([step, time] + HistorySchema.beat.map { .real($0.value(beat)) })
        case .vital(let code, let value, let source, let sequence):
            try vitals.insert([
                time, step, .text(code), .real(value), .integer(Int64(bitPattern: source)),
                .integer(Int64(bitPattern: sequence)),
            ])
        case .other(let kind):
            try messages.insert([step, time, .text(kind), .text(output.line)])
        }
    }
}
