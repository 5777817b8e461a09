package import Documents
import Quantities

/// Two curves over the same abscissae.
package struct CurveComparison: Sendable, Equatable {
    package var xName: String
    package var xUnit: String
    package var yUnit: String
    package var x: [Double]
    package var expected: [Double]
    package var observed: [Double]

    /// Largest distance.
    package var largest: Double { zip(observed, expected).map { abs($0 - $1) }.max() ?? .nan }
    /// Root mean square of the distances.
    package var rootMeanSquare: Double {
        (zip(observed, expected).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
            / Double(x.count)).squareRoot()
    }
    /// Distance over the size of the reference, both in the Euclidean norm [1].
    package var relative: Double {
        let size = expected.reduce(0) { $0 + $1 * $1 }
        return rootMeanSquare * (Double(x.count) / size).squareRoot()
    }
}

/// A curve near tabulated points.
///
/// The points are two columns of a table beside the suite: abscissae in the first, ordinates in the one named by `column`, else
/// the second, both with units. Of a named column, lines without a number are no points. The observed curve
/// is a list of quantities, one for each point, or one quantity of a population with many members and the name of that which
/// holds their abscissae, `x`; between its points it is a straight line.
package struct CurveKind: RowKind {
    package static let name = "curve"
    package static let summary = "a curve is near tabulated points"
    package static let keys = ["curve", "column", "x", "rms", "relative", "largest"]

    private let abscissa: String?
    private let points: (x: [Double], y: [Double])
    private let xName: String
    private let units: (x: String, y: String)
    private let limits: [(name: String, limit: Quantity)]

    package init(_ fields: RowFields, folder: String) throws(DocumentError) {
        let file = try fields.text("curve")
        let path = file.hasPrefix("/") ? file : folder + "/" + file
        let table = try DelimitedTable(reading: path)
        guard table.columns.count >= 2, table.rows.count >= 2 else {
            throw fields.error("curve", "\(path) must hold two columns and at least two lines")
        }
        abscissa = try fields.optionalText("x")
        xName = table.columns[0].name
        let wanted = try fields.optionalText("column")
        let ordinate = try Self.ordinate(wanted, in: table, fields)
        // A table of several curves has gaps where one has no point.
        let rows = table.rows.filter { wanted == nil || !$0.cells[ordinate].isEmpty }
        guard rows.count >= 2 else {
            throw fields.error("column", "\(path): fewer than two lines have a number there")
        }
        var found: [[Double]] = [[], []]
        var names: [String] = []
        for (place, column) in [0, ordinate].enumerated() {
            guard let name = table.columns[column].unit else {
                throw fields.error(
                    "curve",
                    "\(path): column \"\(table.columns[column].name.printable)\" has no unit; write it as "
                        + "\"\(table.columns[column].name.printable) [mmHg]\", or [1]")
            }
            names.append(name)
            for row in rows {
                guard let quantity = try table.quantity(row, column: column, like: nil),
                    let value = try? quantity.value(in: Unit(name))
                else {
                    throw .badLine(file: path, line: row.line, reason: "a number is missing")
                }
                found[place].append(value)
            }
        }
        guard zip(found[0], found[0].dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw fields.error("curve", "\(path): the first column must ascend")
        }
        points = (found[0], found[1])
        units = (names[0], names[1])
        var limits: [(String, Quantity)] = []
        for name in ["rms", "relative", "largest"] {
            if let limit = try fields.optionalQuantity(name) { limits.append((name, limit)) }
        }
        guard !limits.isEmpty else {
            throw fields.error("rms", "is missing: a curve has a limit rms, relative or largest")
        }
        self.limits = limits
        let listed = fields.texts("quantity").count
        guard abscissa != nil ? listed == 1 : listed == points.x.count else {
            throw fields.error(
                "quantity",
                "of a curve is a list with one for each of the \(points.x.count) points, or one with x = "
                    + "\"the quantity that holds the abscissae\"")
        }
    }

    private static func ordinate(
        _ name: String?, in table: DelimitedTable, _ fields: RowFields
    ) throws(DocumentError) -> Int {
        guard let name else { return 1 }
        let names = table.columns.map(\.name)
        guard let found = names.dropFirst().firstIndex(of: name) else {
            throw fields.error(
                "column",
                "= \"\(name.printable)\": \(table.file) has no such column"
                    + Spelling.suggestion(for: name, among: Array(names.dropFirst())))
        }
        return found
    }

    package var companions: [String] { abscissa.map { [$0] } ?? [] }

    package func judge(_ evidence: RowEvidence) throws(RowProblem) -> RowJudgement {
        let observed = try ordinates(evidence)
        let comparison = CurveComparison(
            xName: xName, xUnit: units.x, yUnit: units.y, x: points.x, expected: points.y,
            observed: observed)
        guard observed.allSatisfy(\.isFinite) else {
            throw RowProblem("the observed curve is not finite")
        }
        let values = [
            "rms": (comparison.rootMeanSquare, units.y), "relative": (comparison.relative, "1"),
            "largest": (comparison.largest, units.y),
        ]
        var verdict = Verdict.pass
        var findings: [String] = []
        for (name, limit) in limits {
            guard let (value, unit) = values[name] else { continue }
            let most = try limit.value(like: unit, name)
            if !(value <= most) { verdict = .fail }
            findings.append(
                "\(name) \(SuiteText.number(value)) of \(SuiteText.number(most)) \(SuiteText.plain(unit))"
            )
        }
        let first = limits[0]
        let (value, unit) = values[first.name] ?? (.nan, "1")
        return RowJudgement(
            verdict: verdict, observed: value, unit: unit,
            high: try first.limit.value(like: unit, first.name), count: points.x.count,
            finding: findings.joined(separator: ", "),
            details: values.mapValues(\.0), curve: comparison)
    }

    private func ordinates(_ evidence: RowEvidence) throws(RowProblem) -> [Double] {
        guard abscissa != nil else {
            let (values, unit) = try evidence.means()
            return try converted(values, from: unit, to: units.y)
        }
        guard evidence.observations.count == 2 else {
            throw RowProblem("the abscissae of the curve are missing")
        }
        let (y, x) = (evidence.observations[0], evidence.observations[1])
        guard x.members == y.members else {
            throw RowProblem(
                "some members have the ordinate or the abscissa of the curve alone; both or none are needed"
            )
        }
        guard
            case .one(let ordinates, let unit) = try Sample(
                y, against: evidence.against, of: evidence.of)
        else { throw RowProblem("a curve is of one group; against has other members") }
        let points = zip(
            try converted(x.values, from: x.unit, to: units.x),
            try converted(ordinates, from: unit, to: units.y)
        ).sorted { $0.0 < $1.0 }
        guard points.count > 1, points[0].0 <= self.points.x[0],
            points[points.count - 1].0 >= self.points.x[self.points.x.count - 1]
        else {
            throw RowProblem(
                "the observed curve does not reach over the tabulated points, which go from "
                    + "\(SuiteText.number(self.points.x[0])) to "
                    + "\(SuiteText.number(self.points.x[self.points.x.count - 1])) \(units.x)")
        }
        return self.points.x.map { Self.interpolated(points, at: $0) }
    }

    private static func interpolated(_ points: [(Double, Double)], at x: Double) -> Double {
        let after = points.firstIndex { $0.0 >= x } ?? points.count - 1
        let (x1, y1) = points[after]
        guard after > 0, x1 > x else { return y1 }
        let (x0, y0) = points[after - 1]
        return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    }

    private func converted(
        _ values: [Double], from unit: String, to other: String
    ) throws(RowProblem) -> [Double] {
        do throws(QuantityError) {
            let (from, to) = (try Unit(unit), try Unit(other))
            var converted: [Double] = []
            for value in values { converted.append(try from.convert(value, to: to)) }
            return converted
        } catch {
            throw RowProblem("\(error)")
        }
    }
}
