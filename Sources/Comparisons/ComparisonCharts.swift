import Circulation
import Foundation
import LoopLevel
import Quantities
import Reports

/// The pictures of a comparison: loops, a beat, the way there, dose–response.
struct ComparisonCharts {
    let comparison: TreatmentComparison

    init(_ comparison: TreatmentComparison) { self.comparison = comparison }

    /// Colours of the treatments, from Okabe & Ito (2008); as classes of `ReportStyle` and as colours.
    private static let styles = [
        ("left", "#0072b2"), ("right", "#d55e00"), ("atrium", "#009e73"), ("volume", "#6a4c93"),
        ("artery", "#b0413e"),
    ]

    /// Colour of a treatment; grey for those that are not drawn.
    static func colour(_ place: Int) -> String {
        place < styles.count ? styles[place].1 : "#9aa5b1"
    }

    /// Everything.
    var html: String {
        let loops = """
            <h2>Pressure–volume loops</h2><div class="pair"><div class="card" id="pv-left">\
            \(loop("Left ventricle", \.leftVentricleVolume, \.leftVentricle).svg())</div>\
            <div class="card" id="pv-right">\
            \(loop("Right ventricle", \.rightVentricleVolume, \.rightVentricle).svg())</div></div>
            """
        let beat = """
            <h2>One beat</h2><div class="pair" id="beat"><div class="card">\
            \(pressure("Left ventricular pressure", \.leftVentricle).svg())</div><div class="card">\
            \(pressure("Aortic pressure", \.aorta).svg())</div></div><div class="pair"><div class="card">\
            \(pressure("Left atrial pressure", \.leftAtrium).svg())</div><div class="card">\
            \(volume("Left ventricular volume", \.leftVentricleVolume).svg())</div></div>
            """
        let way = """
            <h2>On the way there</h2><div class="pair"><div class="card">\
            \(course("mean arterial pressure (mmHg)") { $0.meanAorticPressure / Units.mmHg }.svg())</div>\
            <div class="card">\(course("stroke volume (mL)") { $0.strokeVolume / Units.mL }.svg())</div></div>
            """
        let rest = comparison.outcomes.count - Self.styles.count
        let note =
            "<p>Dashed: untreated; colours as above.</p>"
            + (rest > 0
                ? "<p>The first \(Self.styles.count) treatments are drawn; \(rest) more are in the tables.</p>"
                : "")
        return loops + beat + way + note + DoseCharts(comparison).html
    }

    private var drawn:
        [(outcome: TreatmentComparison.Outcome, response: LoopResponse, style: String)]
    {
        zip(comparison.outcomes, Self.styles).compactMap { outcome, style in
            outcome.response.map { (outcome, $0, style.0) }
        }
    }

    private func loop(
        _ title: String, _ volume: (LoopState) -> Double, _ pressure: (LoopPressures) -> Double
    ) -> LineChart {
        func curve(_ traces: BeatTraces, _ name: String, _ style: String) -> Curve {
            Curve(
                name: name, x: traces.trace(volume).map { $0 / Units.mL },
                y: traces.pressure(pressure).map { $0 / Units.mmHg }, style: style,
                dashed: style == "ink")
        }
        let curves =
            [curve(comparison.untreatedBeat, "", "ink")]
            + drawn.map { curve($0.response.traces, "", $0.style) }
        return LineChart(
            title: title, x: Axis("volume (mL)", covering: curves.flatMap(\.x)),
            y: Axis("pressure (mmHg)", covering: curves.flatMap(\.y), includes: [0]),
            curves: curves)
    }

    private func pressure(
        _ title: String, _ pressure: (LoopPressures) -> Double
    ) -> LineChart {
        wave(title, "pressure (mmHg)") { $0.pressure(pressure).map { $0 / Units.mmHg } }
    }

    private func volume(_ title: String, _ volume: (LoopState) -> Double) -> LineChart {
        wave(title, "volume (mL)") { $0.trace(volume).map { $0 / Units.mL } }
    }

    /// Over one beat, untreated and treated.
    private func wave(
        _ title: String, _ label: String, _ values: (BeatTraces) -> [Double]
    ) -> LineChart {
        func curve(_ traces: BeatTraces, _ style: String) -> Curve {
            Curve(
                name: "", x: traces.time.map { $0 - (traces.time.first ?? 0) }, y: values(traces),
                style: style, dashed: style == "ink")
        }
        let curves =
            [curve(comparison.untreatedBeat, "ink")]
            + drawn.map { curve($0.response.traces, $0.style) }
        return LineChart(
            title: title,
            x: Axis("time after QRS onset (ms)", covering: curves.flatMap(\.x), includes: [0]),
            y: Axis(label, covering: curves.flatMap(\.y)), curves: curves)
    }

    private func course(_ label: String, _ value: (LoopResponse.Beat) -> Double) -> LineChart {
        let curves = drawn.map { item in
            Curve(
                name: "", x: item.response.beats.map { $0.time / Units.second },
                y: item.response.beats.map(value), style: item.style)
        }
        return LineChart(
            title: "",
            x: Axis("time after the change (s)", covering: curves.flatMap(\.x), includes: [0]),
            y: Axis(label, covering: curves.flatMap(\.y)), curves: curves)
    }
}
