import Foundation
import Reports
import Verification

/// Bland–Altman, calibration and coverage of predictions beside measurements.
struct AgreementCharts {
    let row: RowOutcome
    let agreement: Agreement

    private var unit: String { row.agreementUnit.map(SuiteText.plain) ?? "" }
    private var suffix: String { unit.isEmpty ? "" : " (\(unit))" }

    /// The charts, without those that need what is not there.
    var html: String {
        let charts = [blandAltman, calibration, coverage].compactMap { $0 }
        let name = SVG.escape("\(row.population): \(row.quantity)")
        return "<h3>\(name)</h3><p class=\"soft\">\(SVG.escape(sentence))</p><div class=\"pair\">"
            + charts.map { "<div class=\"card\">\($0)</div>" }.joined() + "</div>"
    }

    private var sentence: String {
        let limits = SuiteText.interval(
            agreement.limits.lowerBound, agreement.limits.upperBound, row.agreementUnit ?? "1")
        var text =
            "\(agreement.pairs.count) individuals: bias \(SuiteText.number(agreement.bias)) "
            + "± \(SuiteText.number(agreement.biasHalfWidth)) \(unit) (95 % interval), limits of agreement "
            + "\(limits), each ± \(SuiteText.number(agreement.limitHalfWidth)); "
            + "correlation \(SuiteText.number(agreement.correlation))"
        if let coverage = agreement.coverage(0.9) {
            text +=
                "; \(SuiteText.number(100 * coverage)) % of the measured values inside the 90 % interval"
        }
        return text
    }

    private var blandAltman: String? {
        let means = agreement.pairs.map { 0.5 * ($0.measured + $0.predicted) }
        let differences = agreement.pairs.map { $0.predicted - $0.measured }
        let (low, high) = (agreement.limits.lowerBound, agreement.limits.upperBound)
        let x = Axis("mean of predicted and measured" + suffix, covering: means)
        let y = Axis(
            "predicted − measured" + suffix, covering: differences + [low, high], includes: [0])
        let ends = [means.min() ?? 0, means.max() ?? 1]
        func line(_ value: Double, _ style: String, _ dashed: Bool, _ name: String)
            -> ScatterChart.Line
        {
            .init(x: ends, y: [value, value], style: style, dashed: dashed, name: name)
        }
        return ScatterChart(
            title: "Bland–Altman", x: x, y: y,
            points: zip(means, differences).map { ($0, $1) },
            lines: [
                line(agreement.bias, "right", false, "bias"),
                line(low, "right", true, "limits"), line(high, "right", true, ""),
                line(0, "faint", false, ""),
            ]
        ).svg()
    }

    private var calibration: String? {
        let measured = agreement.pairs.map(\.measured)
        let predicted = agreement.pairs.map(\.predicted)
        let ends = [predicted.min() ?? 0, predicted.max() ?? 1]
        let (slope, intercept) = agreement.calibration
        var lines = [
            ScatterChart.Line(x: ends, y: ends, style: "faint", dashed: false, name: "ideal")
        ]
        if slope.isFinite {
            lines.append(
                .init(
                    x: ends, y: ends.map { slope * $0 + intercept }, style: "right", dashed: false,
                    name: "fit, slope \(SuiteText.number(slope))"))
        }
        return ScatterChart(
            title: "Calibration", x: Axis("predicted" + suffix, covering: predicted),
            y: Axis("measured" + suffix, covering: measured, includes: ends),
            points: zip(predicted, measured).map { ($0, $1) }, lines: lines
        ).svg()
    }

    private var coverage: String? {
        guard agreement.coverage(0.9) != nil else { return nil }
        let nominal = stride(from: 0.05, through: 0.951, by: 0.05).map { $0 }
        let observed = nominal.compactMap { agreement.coverage($0) }.map { 100 * $0 }
        return ScatterChart(
            title: "Coverage of central intervals", x: Axis("nominal (%)", covering: [0, 100]),
            y: Axis("measured values inside (%)", covering: [0, 100]),
            points: zip(nominal.map { 100 * $0 }, observed).map { ($0, $1) },
            lines: [
                .init(x: [0, 100], y: [0, 100], style: "faint", dashed: false, name: "ideal"),
                .init(
                    x: nominal.map { 100 * $0 }, y: observed, style: "left", dashed: false,
                    name: "observed"),
            ]
        ).svg()
    }
}
