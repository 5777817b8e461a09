import Documents
import Foundation
import Quantities

/// Patients that are lines of a table, their columns named by the schema or mapped to it.
struct TableSource: PatientSource {
    /// A column that is used.
    private struct Column {
        var index: Int
        var name: SchemaName
        /// Unit of numbers without one of their own; nil where every cell must bring it.
        var unit: Quantities.Unit?
    }

    private let table: DelimitedTable
    private let idColumn: Int
    private let columns: [Column]
    private let prefix: String
    private let base: PatientBase

    /// Reads a table and maps its columns; everything wrong with them goes to the list.
    ///
    /// - Throws: `DocumentError` where nothing can be read.
    init(_ section: TOMLSection, in cohort: CohortFile, _ problems: ProblemList) throws {
        try section.check(known: ["table", "id", "columns", "base", "archetype", "prefix"])
        let table = try DelimitedTable(reading: cohort.file(try section.string("table")))
        self.table = table
        prefix = try section.optionalString("prefix") ?? ""
        let id = try section.optionalString("id") ?? "id"
        idColumn = problems.value(table.file) { try table.index(of: id) } ?? 0
        var columns: [Column] = []
        var used: Set<Int> = [idColumn]
        func add(_ index: Int, _ schema: String, _ place: String) {
            guard
                let name = problems.value(
                    place, { try SchemaName(schema, level: cohort.run.level) })
            else { return }
            let unit = table.columns[index].unit.flatMap { symbol in
                problems.value("\(table.file): \(table.columns[index].name)") {
                    let unit = try Quantities.Unit(symbol)
                    try unit.require(name.unit)
                    return unit
                }
            }
            if columns.contains(where: { $0.name.name == schema }) {
                problems.add(place, "two columns are \(schema)")
            }
            columns.append(Column(index: index, name: name, unit: unit))
        }
        if let mapping = try section.section("columns") {
            for key in mapping.keys {
                guard let schema = problems.value(mapping.place, { try mapping.string(key) }),
                    let index = problems.value(table.file, { try table.index(of: key) })
                else { continue }
                used.insert(index)
                add(index, schema, "\(mapping.place): \(key)")
            }
        }
        var ignored: [String] = []
        // What a virtual patient's loop was found to show is a result, not to be fitted again.
        let unread = table.columns.indices.filter {
            !used.contains($0) && !table.columns[$0].name.hasPrefix("shown.")
        }
        for index in unread {
            let column = table.columns[index]
            if (try? SchemaName(column.name, level: cohort.run.level)) != nil
                || column.name.contains(".")
                || Spelling.nearest(to: column.name, among: SchemaName.all) != nil
            {
                add(index, column.name, "\(table.file): column \(index + 1)")
            } else {
                ignored.append(column.name)
            }
        }
        if !ignored.isEmpty {
            problems.note(
                "\(table.file): nothing reads the columns \(ignored.joined(separator: ", "))")
        }
        if columns.isEmpty {
            problems.add(
                table.file,
                "no column is a parameter or a measurement; [patients.columns] maps columns to them"
            )
        }
        if table.rows.isEmpty { problems.add(table.file, "the table has no lines") }
        self.columns = columns
        base = try PatientBase(section, in: cohort)
    }

    func patients(
        _ take: (CohortPoint, String, [String]) throws -> Void
    ) throws {
        for row in table.rows {
            let place = "\(table.file):\(row.line)"
            let id = row.cells[idColumn]
            var point = base.point(id: prefix + id)
            var wrong: [String] = []
            if id.isEmpty {
                wrong.append("\(table.columns[idColumn].name) is empty")
                point.id = "line \(row.line)"
            }
            for column in columns {
                do {
                    guard let value = try value(row, column) else { continue }
                    try column.name.check(value)
                    switch column.name.kind {
                    case .parameter: point.parameters[column.name.name] = value
                    case .measurement:
                        point.measurements[column.name.name] = .init(value: value)
                    }
                } catch {
                    let text = "\(error)"
                    wrong.append(
                        text.hasPrefix(place + ": ")
                            ? String(text.dropFirst(place.count + 2)) : text)
                }
            }
            try take(point, place, wrong)
        }
    }

    private func value(_ row: DelimitedTable.Row, _ column: Column) throws -> Double? {
        let cell = row.cells[column.index]
        if let unit = column.unit, let value = Double(cell), value.isFinite {
            return try unit.convert(value, to: column.name.unit)
        }
        return try table.quantity(row, column: column.index, like: column.name.unit)?
            .value(in: column.name.unit)
    }
}
