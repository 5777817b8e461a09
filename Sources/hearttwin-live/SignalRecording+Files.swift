import Documents
import Storage
import TwinServer

extension SignalRecording {
    /// Names of the column of times, with milliseconds in one unit.
    private static let clocks = [
        ("time_ms", 1.0), ("t_ms", 1.0), ("time_s", 1000.0), ("t_s", 1000.0),
    ]

    /// Reads a table: a column of times (`time_ms`, `time_s`, or `time` with its unit) and a column for each signal, empty where nothing
    /// was measured. What `hearttwin live history --series` writes is such a table.
    ///
    /// - Throws: ``LiveFileError`` with the line; as the recording itself.
    init(table path: String, patient: String) throws {
        let table = try LiveFileError.reading { try DelimitedTable(reading: path) }
        guard let clock = table.columns.firstIndex(where: { Self.period($0) != nil }),
            let factor = Self.period(table.columns[clock])
        else {
            throw TwinServerError.record(
                path: path,
                reason:
                    "no column of times: time_ms, time_s, time [ms] or time [s]; columns there: "
                    + table.columns.map(\.name).joined(separator: ", "))
        }
        func number(_ row: DelimitedTable.Row, _ column: Int) throws -> Double {
            let cell = row.cells[column]
            if cell.isEmpty { return .nan }
            guard let value = Double(cell) else {
                throw TwinServerError.record(
                    path: path,
                    reason:
                        "line \(row.line): \(table.columns[column].name): \"\(cell.prefix(40))\" is no number"
                )
            }
            return value
        }
        let times = try table.rows.map { row in
            let time = try number(row, clock)
            guard time.isFinite else {
                throw TwinServerError.record(
                    path: path, reason: "line \(row.line): no time")
            }
            return factor * time
        }
        let signals = try table.columns.indices.filter { $0 != clock }.map { column in
            Signal(
                name: table.columns[column].name, unit: table.columns[column].unit, times: times,
                // Another column may be text: a column that no one knows is left out unread.
                values: Self.isKnown(table.columns[column].name)
                    ? try table.rows.map { try number($0, column) } : [])
        }
        try self.init(signals, path: path, patient: patient)
    }

    /// Milliseconds in one unit of a column of times; nil for other columns.
    private static func period(_ column: DelimitedTable.Column) -> Double? {
        if let clock = clocks.first(where: { $0.0 == column.name }) { return clock.1 }
        guard column.name == "time" || column.name == "t" else { return nil }
        return switch column.unit {
        case "ms": 1
        case "s": 1000
        default: nil
        }
    }

    /// Reads an HDF5 file: each group of `/signals` is a signal, its `value` with the attribute `unit`, and with `time_ms` beside it, or
    /// the attributes `period_ms` and `start_ms` (0 unless given).
    ///
    /// - Throws: errors of storage; as the recording itself.
    init(hdf5 path: String, patient: String) throws {
        let file = try H5File(reading: path)
        defer { file.close() }
        let group = file.root.group("signals")
        guard file.root.exists("signals") else {
            throw TwinServerError.record(
                path: path, reason: "no group /signals, whose groups would be the signals")
        }
        var signals: [Signal] = []
        for child in try group.children() where child.kind == .group {
            let signal = group.group(child.name)
            let values = try Self.numbers(signal, "value")
            let unit =
                try signal.hasAttribute("unit", of: "value")
                ? signal.attributeText("unit", of: "value").first : nil
            guard let unit else {
                throw TwinServerError.record(
                    path: path, reason: "\(signal.path)/value has no attribute unit")
            }
            func attribute(_ name: String) throws -> Double? {
                guard try signal.hasAttribute(name, of: "value") else { return nil }
                return try Self.number(signal, name)
            }
            var times: [Double]
            if signal.exists("time_ms") {
                times = try Self.numbers(signal, "time_ms")
            } else if let period = try attribute("period_ms"), period > 0 {
                let start = try attribute("start_ms") ?? 0
                times = values.indices.map { start + period * Double($0) }
            } else {
                throw TwinServerError.record(
                    path: path,
                    reason:
                        "\(signal.path) has neither time_ms nor a positive attribute period_ms of its value"
                )
            }
            guard times.count == values.count else {
                throw TwinServerError.record(
                    path: path,
                    reason: "\(signal.path): \(times.count) times of \(values.count) values")
            }
            signals.append(Signal(name: child.name, unit: unit, times: times, values: values))
        }
        try self.init(signals, path: path, patient: patient)
    }

    /// Numbers of a dataset, floating or whole.
    private static func numbers(_ group: H5Group, _ name: String) throws -> [Double] {
        switch try group.info(name).type {
        case .float(bytes: 4): try group.read(name, as: Float.self).values.map(Double.init)
        case .integer(bytes: 8, signed: true):
            try group.read(name, as: Int64.self).values.map(Double.init)
        case .integer(bytes: 4, signed: true):
            try group.read(name, as: Int32.self).values.map(Double.init)
        default: try group.read(name, as: Double.self).values
        }
    }

    /// A number that is an attribute of a signal's value.
    private static func number(_ group: H5Group, _ name: String) throws -> Double? {
        guard
            case .integer(bytes: 8, signed: true) = try group.attributeInfo(name, of: "value").type
        else { return try group.attribute(name, of: "value", as: Double.self).values.first }
        return try group.attribute(name, of: "value", as: Int64.self).values.first.map(Double.init)
    }
}
