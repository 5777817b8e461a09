import Documents
import Foundation
import Storage

/// Writes the table of a batch: a line for every case, numbers with their units in the head.
///
/// Columns that begin with `change.` are differences from the untreated heart of the same patient at the same
/// parameters. Cells without a number are empty. The same cases give the same bytes, however they were computed.
public struct ResultTable {
    private let rows: ResultRows
    private let metrics: [BatchMetric]

    /// Lines written at once.
    private static let linesAtOnce = 2048

    /// Looks a batch up.
    ///
    /// - Throws: ``BatchError``.
    public init(of plan: BatchPlan, in folder: BatchFolder, ledger: CaseLedger) throws {
        rows = ResultRows(plan: plan, folder: folder, ledger: ledger)
        metrics = try rows.metrics()
    }

    private var hasChanges: Bool { !rows.plan.scenarios.isEmpty }

    /// Writes results.csv and results.h5 and gathers the summary, each file whole or not at all.
    ///
    /// - Throws: ``BatchError``, `StorageError`.
    public func write() throws -> BatchSummary {
        let folder = rows.folder
        let temporary = folder.path + "/.results.csv.part"
        unlink(temporary)
        let text = try AppendedFile(temporary)
        let columns = try ResultColumns(
            rows.plan, metrics, hasChanges: hasChanges, path: folder.file)
        var summary = BatchSummary(rows.plan, metrics, rows.ledger)
        do {
            var lines = DelimitedText.line(heads)
            var count = 0
            try rows.forEach { row in
                lines += DelimitedText.line(cells(row))
                try columns.add(row)
                summary.add(row)
                count += 1
                if count % Self.linesAtOnce == 0 {
                    try text.append(lines)
                    lines = ""
                }
            }
            try text.append(lines)
            try text.synchronise()
            try columns.finish()
        } catch {
            unlink(temporary)
            throw error
        }
        guard rename(temporary, folder.table) == 0 else {
            throw BatchError.unwritable(
                file: folder.table, reason: String(cString: strerror(errno)))
        }
        summary.finish()
        return summary
    }

    private var heads: [String] {
        ["case", "patient", "scenario"] + rows.plan.sweeps.map { "\($0.column) [\($0.unit)]" }
            + ["state", "reason"] + metrics.map { "\($0.identifier) [\($0.unit)]" }
            + (hasChanges ? metrics.map { "change.\($0.identifier) [\($0.unit)]" } : [])
    }

    private func cells(_ row: ResultRow) -> [String] {
        func cell(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
        let swept = rows.plan.sweeps.indices.map { place in
            cell(place < row.swept.count ? row.swept[place] : nil)
        }
        return ["\(row.number)", row.id, row.scenario] + swept + [
            row.state?.rawValue ?? "pending",
            (row.reason ?? "").replacing("\n", with: " "),
        ] + metrics.map { cell(row.values[$0.identifier]) }
            + (hasChanges ? metrics.map { cell(row.changes[$0.identifier]) } : [])
    }
}

/// Writes results.h5: a dataset for every column of the table, with its unit.
private final class ResultColumns {
    private let writer: H5Writer
    private let group: H5Group
    private let names: [String]
    private let read: [(ResultRow) -> Double]
    private var buffers: [[Double]]
    private var patients: [String] = []
    private var scenarios: [String] = []
    private var states: [String] = []
    private var reasons: [String] = []

    private static let rowsAtOnce = 4096

    init(_ plan: BatchPlan, _ metrics: [BatchMetric], hasChanges: Bool, path: String) throws {
        writer = try H5Writer(writing: path)
        group = try writer.root.createGroup("cases")
        var columns: [(name: String, unit: String, title: String, read: (ResultRow) -> Double)] =
            plan.sweeps.enumerated().map { place, sweep in
                (
                    "parameters/" + sweep.column, sweep.unit, sweep.column,
                    { place < $0.swept.count ? $0.swept[place] : .nan }
                )
            }
        columns += metrics.map { metric in
            (
                "numbers/" + metric.identifier, metric.unit, metric.name,
                { $0.values[metric.identifier] ?? .nan }
            )
        }
        if hasChanges {
            columns += metrics.map { metric in
                (
                    "changes/" + metric.identifier, metric.unit, "change of " + metric.name,
                    { $0.changes[metric.identifier] ?? .nan }
                )
            }
        }
        names = columns.map(\.name)
        read = columns.map(\.read)
        buffers = columns.map { _ in [] }
        try writer.root.setAttribute("cohort", plan.name)
        try writer.root.setAttribute("digest", plan.digest)
        for column in columns {
            try group.createSeries(column.name, of: Double.self)
            try group.setAttribute("units", column.unit, of: column.name)
            try group.setAttribute("name", column.title, of: column.name)
        }
    }

    func add(_ row: ResultRow) throws {
        patients.append(row.id)
        scenarios.append(row.scenario)
        states.append(row.state?.rawValue ?? "pending")
        reasons.append(row.reason ?? "")
        for (place, read) in read.enumerated() { buffers[place].append(read(row)) }
        if patients.count % Self.rowsAtOnce == 0 { try flush() }
    }

    func finish() throws {
        try flush()
        try group.write("case", (0..<patients.count).map { Int64($0) })
        for (name, texts) in [
            ("patient", patients), ("scenario", scenarios), ("state", states), ("reason", reasons),
        ] { try group.write(name, texts) }
        try writer.commit()
    }

    private func flush() throws {
        for (place, name) in names.enumerated() {
            try group.append(buffers[place], to: name)
            buffers[place].removeAll(keepingCapacity: true)
        }
    }
}
