import Calibration
import Foundation
import Patients
import Reports

/// A self-contained HTML page about a calibration: no outside script, style or font.
struct CalibrationPage {
    private let report: CalibrationReport
    private let loops: [VentricularLoops]
    private let sex: Subject.Sex

    /// Equally likely hearts whose loops are drawn.
    private static let drawn = 40

    /// Prepares the page; computes the loops of some hearts of the ensemble.
    ///
    /// - Throws: `CirculationError` where the best heart does not settle.
    init(_ calibration: PatientCalibration, _ report: CalibrationReport, sex: Subject.Sex) throws {
        self.report = report
        self.sex = sex
        let study = calibration.posterior.study
        let point = calibration.fit.point
        loops =
            [try study.loops(point.logarithms, near: point)]
            + calibration.sample.sets.prefix(Self.drawn).compactMap {
                try? study.loops($0, near: point)
            }
    }

    /// The document.
    var html: String {
        """
        \(ReportStyle.head("\(report.patient), calibrated", style: Self.style))
        <header><h1>\(SVG.escape(report.patient))</h1><p>closed loop, fitted to \
        \(report.measurementCount) measurements; intervals of \(report.sets) equally likely hearts \
        (\(report.method))</p></header>
        \(sentences)\(tiles)\(measured)\(factors)\(pressureVolume)\(predicted)\(notes)
        <footer>Computed by hearttwin. For research only; not for clinical use.</footer>
        </main></body></html>
        """
    }

    private static let style = """
        .strip svg { width: 100%; height: 22px; display: block; } td.strip { width: 44%; min-width: 200px; }
        .card { overflow-x: auto; }
        ul.plain { padding-left: 1.1em; } ul.plain li { margin: 3px 0; }
        """

    private var sentences: String {
        let items = report.identifiability.split(separator: "\n")
            .map { "<li>\(SVG.escape(String($0)))</li>" }.joined()
        return "<div class=\"answer\"><ul class=\"plain\">\(items)</ul></div>"
    }

    /// The numbers a clinician asks for first, measured or predicted.
    private var tiles: String {
        let shown = [
            ("cardiac_output", "cardiac output"), ("lv_ejection_fraction", "LV ejection fraction"),
            ("left_atrial_pressure", "left atrial pressure"),
            ("central_venous_pressure", "central venous pressure"),
            ("pulmonary_mean_pressure", "mean pulmonary pressure"),
        ]
        let tiles = shown.compactMap { name, title -> String? in
            if let value = report.measured.first(where: { $0.name == name }) {
                return Self.tile(value.fitted, value.unit, title)
            }
            return report.predicted.first { $0.name == name }.map {
                Self.tile($0.value, $0.unit, title + ", predicted")
            }
        }
        return "<div class=\"tiles\">\(tiles.joined())</div>"
    }

    private static func tile(_ value: Double, _ unit: String, _ title: String) -> String {
        "<div class=\"tile\"><b>\(number(value)) \(plain(unit))</b><span>\(title)</span></div>"
    }

    private var measured: String {
        let rows = report.measured.map { row in
            let half = CalibrationReport.intervalHalfWidth * row.deviation
            let strip = IntervalStrip(
                low: -3 * row.deviation, high: 3 * row.deviation, wide: -half...half,
                value: row.fitted - row.target)
            return """
                <tr><td>\(Self.title(row.name))</td><td class="n">\(Self.number(row.target)) ± \
                \(Self.number(row.deviation))</td><td class="n">\(Self.number(row.fitted))</td>\
                <td>\(Self.plain(row.unit))</td><td class="strip">\(strip.svg())</td>\
                <td class="n">\(String(format: "%+.1f", row.z))</td></tr>
                """
        }
        let waves = report.waves.map { wave in
            """
            <p>\(Self.title(wave.name)), \(wave.beats) averaged: \(Self.number(wave.error)) \(Self.plain(wave.unit)) \
            off (rms) where it varies by \(Self.number(wave.range))</p>
            """
        }
        return """
            <h2>Measured, and what the fitted heart shows</h2><div class="card" id="measured"><table>
            <tr><th></th><th>measured</th><th>fitted</th><th></th><th>within the 90 % interval of the \
            measurement</th><th>z</th></tr>\(rows.joined())</table>\(waves.joined())</div>
            """
    }

    private var factors: String {
        let rows = report.factors.map { row in
            let strip = IntervalStrip(
                low: log(0.2), high: log(5), wide: log(row.priorLow)...log(row.priorHigh),
                narrow: log(row.low)...log(row.high), value: log(row.factor), zero: 0)
            let ask = row.askFor.map { "ask for \(Self.inSentence(Self.title($0)))" } ?? ""
            return """
                <tr><td>\(SVG.escape(row.summary))</td><td class="n">\
                \(String(format: "× %.2f", row.factor))</td><td class="n">\
                \(String(format: "%.2f to %.2f", row.low, row.high))</td><td class="strip">\
                \(strip.svg())</td><td class="n">\(Int((100 * max(row.informed, 0)).rounded())) %</td>\
                <td>\(ask)</td></tr>
                """
        }
        return """
            <h2>What differs from the population</h2><div class="card" id="factors"><table>
            <tr><th></th><th>best</th><th>90 % interval</th><th>× 0.2 to × 5; grey: people in general, blue: \
            this patient</th><th>known to</th><th></th></tr>\(rows.joined())</table></div>
            """
    }

    private var pressureVolume: String {
        func chart(
            _ title: String, _ volume: KeyPath<VentricularLoops, [Double]>,
            _ pressure: KeyPath<VentricularLoops, [Double]>, _ style: String
        ) -> String {
            let curves =
                loops.dropFirst().enumerated().map { place, loop in
                    Curve(
                        name: place == 0 ? "equally likely" : "", x: loop[keyPath: volume],
                        y: loop[keyPath: pressure], style: "faint")
                }
                + loops.prefix(1).map {
                    Curve(
                        name: "best", x: $0[keyPath: volume], y: $0[keyPath: pressure],
                        style: style)
                }
            return LineChart(
                title: title, x: Axis("volume (mL)", covering: curves.flatMap(\.x), includes: [0]),
                y: Axis("pressure (mmHg)", covering: curves.flatMap(\.y), includes: [0]),
                curves: curves
            ).svg()
        }
        return """
            <h2>Pressure–volume loops</h2><div class="pair"><div class="card" id="pv-left">\
            \(chart("Left ventricle", \.leftVolume, \.leftPressure, "left"))</div>\
            <div class="card" id="pv-right">\
            \(chart("Right ventricle", \.rightVolume, \.rightPressure, "right"))</div></div>
            """
    }

    private var predicted: String {
        let rows = report.predicted.map { row in
            let normal = MeasurementCards.card(row.name).map { $0.normal(for: sex) }
            let ends = [row.low, row.high] + (normal.map { [$0.lowerBound, $0.upperBound] } ?? [])
            let (low, high) = (ends.min() ?? 0, ends.max() ?? 1)
            let margin = 0.15 * max(high - low, 1e-9)
            let strip = IntervalStrip(
                low: low - margin, high: high + margin, normal: normal,
                narrow: row.low...max(row.high, row.low), value: row.value)
            let range = normal.map {
                "\(Self.number($0.lowerBound)) to \(Self.number($0.upperBound))"
            }
            return """
                <tr><td>\(Self.title(row.name))</td><td class="n">\(Self.number(row.value))</td>\
                <td class="n">\(Self.number(row.low)) to \(Self.number(row.high))</td>\
                <td>\(Self.plain(row.unit))</td><td class="strip">\(strip.svg())</td>\
                <td class="n">\(range ?? "")</td></tr>
                """
        }
        return """
            <h2>Not measured: what the equally likely hearts show</h2>
            <div class="card" id="predicted"><table><tr><th></th><th>best</th><th>90 % interval</th><th></th>\
            <th>green: normal, blue: this patient</th><th>normal</th></tr>\(rows.joined())</table></div>
            """
    }

    private var notes: String {
        guard !report.notes.isEmpty else { return "" }
        let items = report.notes.map { "<li>\(SVG.escape($0))</li>" }.joined()
        return
            "<h2>Assumed, and worth a second look</h2><div class=\"warnings\"><ul>\(items)</ul></div>"
    }

    private static func title(_ name: String) -> String {
        SVG.escape(MeasurementCards.card(name)?.summary ?? name)
    }

    /// A title inside a sentence; abbreviations keep their capitals.
    private static func inSentence(_ title: String) -> String {
        guard let second = title.dropFirst().first, second.isLowercase else { return title }
        return title.prefix(1).lowercased() + title.dropFirst()
    }

    /// UCUM's mm[Hg] as people write it.
    private static func plain(_ unit: String) -> String {
        unit == "1" ? "" : unit.replacingOccurrences(of: "mm[Hg]", with: "mmHg")
    }

    private static func number(_ value: Double) -> String {
        abs(value) >= 100 ? String(format: "%.0f", value) : String(format: "%.3g", value)
    }
}
