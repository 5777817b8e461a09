import LoopLevel
import Quantities
import Reports
import Scenarios

/// Numbers over the values of a swept argument, with the intervals of equally likely hearts.
struct DoseCharts {
    /// Treatments that differ in one argument with a unit.
    private let points: [(dose: Double, outcome: TreatmentComparison.Outcome)]
    private let label: String
    private let comparison: TreatmentComparison

    init(_ comparison: TreatmentComparison) {
        self.comparison = comparison
        var points: [(dose: Double, outcome: TreatmentComparison.Outcome)] = []
        var unit: Unit?
        var argument = ""
        var swept: [String]?
        for outcome in comparison.outcomes {
            guard let dose = outcome.treatment.dose, outcome.failure == nil,
                let value = try? Quantity(dose.value, like: unit)
            else { continue }
            // The first sweep only: doses of another one are not on the same axis.
            let names = outcome.treatment.scenario.interventions.map(\.name) + [dose.argument]
            guard swept == nil || swept == names else { continue }
            let first = unit ?? value.unit
            guard let number = try? value.value(in: first) else { continue }
            (unit, argument, swept) = (first, dose.argument, names)
            points.append((number, outcome))
        }
        self.points = points.sorted { $0.dose < $1.dose }
        label = "\(argument) (\(unit?.symbol ?? "1"))"
    }

    private static let shown = [
        "aorticMeanMmHg", "cardiacOutputLPerMin", "lvSVML", "laMeanMmHg",
    ]

    /// The section; empty where nothing is swept.
    var html: String {
        guard points.count >= 2 else { return "" }
        let charts = Self.shown.compactMap(chart).map { "<div class=\"card\">\($0.svg())</div>" }
        return """
            <h2>Dose and response</h2><div class="pair" id="doses">\(charts.joined())</div>
            """
    }

    private func chart(_ identifier: String) -> LineChart? {
        let rows = points.compactMap { point in
            point.outcome.row(identifier).map { (dose: point.dose, row: $0) }
        }
        guard let first = rows.first else { return nil }
        let x = rows.map(\.dose)
        func curve(
            _ value: (LoopReport.Row) -> Double?, _ style: String, name: String = "",
            dashed: Bool = false
        ) -> Curve? {
            let values = rows.compactMap { value($0.row) }
            guard values.count == rows.count else { return nil }
            return Curve(name: name, x: x, y: values, style: style, dashed: dashed)
        }
        let curves = [
            curve({ $0.changeLow }, "faint", name: "90 %"), curve({ $0.changeHigh }, "faint"),
            curve({ $0.change }, "left", name: "best heart"),
        ].compactMap { $0 }
        return LineChart(
            title: "", x: Axis(label, covering: x),
            y: Axis(
                "change of \(first.row.name) (\(first.row.unit))", covering: curves.flatMap(\.y),
                includes: [0]), curves: curves)
    }
}
