import CSQLite

/// A database of SQLite: statements by text, values by place. Used by one thread at a time.
final class Database {
    private let handle: OpaquePointer
    let path: String

    /// Waits so long for another process that reads or writes [ms].
    private static let patience: Int32 = 5_000

    /// Opens a file.
    ///
    /// - Parameter isReader: whether it is only read, and must be there.
    init(_ path: String, isReader: Bool) throws(HistoryError) {
        self.path = path
        var handle: OpaquePointer?
        let flags = isReader ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        let code = sqlite3_open_v2(path, &handle, flags | SQLITE_OPEN_NOMUTEX, nil)
        guard code == SQLITE_OK, let handle else {
            sqlite3_close_v2(handle)
            throw .store(
                path: path, operation: "open", reason: String(cString: sqlite3_errstr(code)))
        }
        self.handle = handle
        sqlite3_busy_timeout(handle, Self.patience)
    }

    deinit { sqlite3_close_v2(handle) }

    private func error(_ operation: String) -> HistoryError {
        .store(path: path, operation: operation, reason: String(cString: sqlite3_errmsg(handle)))
    }

    /// Carries out statements without values.
    func run(_ text: String) throws(HistoryError) {
        guard sqlite3_exec(handle, text, nil, nil, nil) == SQLITE_OK else { throw error("write") }
    }

    /// A statement that is carried out many times.
    func prepare(_ text: String) throws(HistoryError) -> Statement {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, text, -1, &statement, nil) == SQLITE_OK, let statement
        else { throw error("read") }
        return Statement(statement, of: self)
    }

    /// A prepared statement.
    final class Statement {
        private let statement: OpaquePointer
        private let database: Database

        init(_ statement: OpaquePointer, of database: Database) {
            self.statement = statement
            self.database = database
        }

        deinit { sqlite3_finalize(statement) }

        /// A value of a row.
        enum Value {
            case integer(Int64)
            case real(Double)
            case text(String)
        }

        /// Writes a row.
        func insert(_ values: [Value]) throws(HistoryError) {
            try bind(values)
            defer { sqlite3_reset(statement) }
            guard sqlite3_step(statement) == SQLITE_DONE else { throw database.error("write") }
        }

        /// Reads rows.
        ///
        /// - Parameter take: told of the values of each row as text; empty for those that are not there.
        func rows(_ values: [Value], _ take: ([String]) -> Void) throws(HistoryError) {
            try bind(values)
            defer { sqlite3_reset(statement) }
            while true {
                let code = sqlite3_step(statement)
                if code == SQLITE_DONE { return }
                guard code == SQLITE_ROW else { throw database.error("read") }
                take(
                    (0..<sqlite3_column_count(statement)).map { column in
                        sqlite3_column_text(statement, column).map { String(cString: $0) } ?? ""
                    })
            }
        }

        private func bind(_ values: [Value]) throws(HistoryError) {
            for (place, value) in values.enumerated() {
                let number = Int32(place + 1)
                let code =
                    switch value {
                    case .integer(let value): sqlite3_bind_int64(statement, number, value)
                    case .real(let value): sqlite3_bind_double(statement, number, value)
                    case .text(let value):
                        // SQLite makes a copy (SQLITE_TRANSIENT).
                        sqlite3_bind_text(
                            statement, number, value, -1,
                            unsafeBitCast(-1, to: sqlite3_destructor_type.self))
                    }
                guard code == SQLITE_OK else { throw database.error("write") }
            }
        }
    }
}
