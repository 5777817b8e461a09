package import Documents
import Foundation
import Quantities
import Verification

/// A table of results: one line a member, one column a quantity with its unit in brackets.
package struct TableProducer: Producer {
    package static let key = "table"
    package static let keys = ["where", "member", "measured", "low", "high", "interval", "before"]

    private let table: DelimitedTable
    private let rows: [DelimitedTable.Row]
    private let member: Int?
    private let interval: Double
    /// Columns that belong to others, by those: what was measured, ends of intervals, values before.
    private let companions: [String: [String: Int]]

    package init(_ section: TOMLSection, in context: SuiteContext, folder: String) throws {
        let given = try section.string(Self.key)
        let path = context.path(given, besides: folder)
        guard FileManager.default.fileExists(atPath: path) else {
            throw section.error(Self.key, "= \"\(given.printable)\": no such file, \(path)")
        }
        let table = try DelimitedTable(reading: path)
        self.table = table
        member = try section.optionalString("member").map { name throws in
            try Self.index(name, table, section, "member")
        }
        interval = try section.optionalNumber("interval") ?? 0.9
        guard interval > 0, interval < 1 else {
            throw section.error("interval", "must lie between 0 and 1")
        }
        var companions: [String: [String: Int]] = [:]
        for key in ["measured", "low", "high", "before"] {
            guard let columns = try section.section(key) else { continue }
            for name in columns.keys {
                _ = try Self.index(name, table, columns, name)
                companions[key, default: [:]][name] = try Self.index(
                    try columns.string(name), table, columns, name)
            }
        }
        self.companions = companions
        var rows = table.rows
        for condition in try section.strings("where") {
            let parts = condition.split(separator: "=", maxSplits: 1).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            guard parts.count == 2 else {
                throw section.error(
                    "where", "= \"\(condition.printable)\" is not \"column = value\"")
            }
            let column = try Self.index(parts[0], table, section, "where")
            rows = rows.filter { $0.cells[column] == parts[1] }
        }
        guard !rows.isEmpty else { throw section.error("where", "leaves no line of \(path)") }
        self.rows = rows
    }

    /// A table that stands in for a population, as it is.
    init(path: String) throws(DocumentError) {
        table = try DelimitedTable(reading: path)
        (rows, member, interval, companions) = (table.rows, nil, 0.9, [:])
    }

    private static func index(
        _ name: String, _ table: DelimitedTable, _ section: TOMLSection, _ key: String
    ) throws(DocumentError) -> Int {
        guard let found = table.columns.firstIndex(where: { $0.name == name }) else {
            throw section.error(
                key,
                "= \"\(name.printable)\": \(table.file) has no such column"
                    + Spelling.suggestion(for: name, among: table.columns.map(\.name)))
        }
        return found
    }

    package var sentence: String { "\(table.file), \(rows.count) lines" }

    package func observe(_ context: SuiteContext) throws -> Observations {
        var found = Observations()
        let names = rows.map { row in
            // Lines without names are the same members in the same file only.
            member.map { row.cells[$0] } ?? "\(table.file), line \(row.line)"
        }
        for (index, column) in table.columns.enumerated() where index != member {
            guard let symbol = column.unit else {
                if rows.contains(where: { Double($0.cells[index]) != nil }) {
                    found.withoutUnit.append(column.name)
                }
                continue
            }
            let unit = try Self.unit(symbol, column.name, table.file)
            func values(_ column: Int) throws -> [Double?] {
                try rows.map {
                    try table.quantity($0, column: column, like: unit)?.value(in: unit)
                }
            }
            func companion(_ key: String) throws -> [Double?]? {
                try companions[key]?[column.name].map(values)
            }
            let own = try values(index)
            let before = try companion("before")
            var observation = Observation(unit: symbol, values: [], members: [])
            // A member without one of the numbers that belong together takes no part.
            for (place, value) in own.enumerated() {
                guard let value else { continue }
                if let before {
                    guard let earlier = before[place] else { continue }
                    observation.before.append(earlier)
                }
                observation.values.append(value)
                observation.members.append(names[place])
            }
            observation.pairs = pairs(
                own, try companion("measured"), low: try companion("low"),
                high: try companion("high"), names)
            let missing = rows.count - observation.values.count
            if missing > 0, missing < rows.count {
                found.notes.append("\(column.name): \(missing) of \(rows.count) lines are empty")
            }
            if missing < rows.count { found.byName[column.name] = observation }
        }
        found.files = [table.file]
        return found
    }

    /// Predictions beside measurements; each side of an interval is read as that of a normal distribution.
    private func pairs(
        _ predicted: [Double?], _ measured: [Double?]?, low: [Double?]?, high: [Double?]?,
        _ names: [String]
    ) -> [MeasuredPair] {
        guard let measured else { return [] }
        let half = NormalDistribution.quantile(0.5 + 0.5 * interval)
        return predicted.indices.compactMap { place in
            guard let value = predicted[place], let known = measured[place] else { return nil }
            var level: Double?
            if let low = low?[place], let high = high?[place], high > low {
                let centre = low < value && value < high ? value : 0.5 * (low + high)
                let side = known < centre ? centre - low : high - centre
                level = NormalDistribution.cumulative(half * (known - centre) / side)
            }
            return MeasuredPair(
                member: names[place], measured: known, predicted: value, level: level)
        }
    }

    private static func unit(
        _ symbol: String, _ column: String, _ file: String
    ) throws(DocumentError) -> Quantities.Unit {
        do throws(QuantityError) {
            return try Quantities.Unit(symbol)
        } catch {
            throw .badLine(file: file, line: 1, reason: "column \(column.printable): \(error)")
        }
    }
}
