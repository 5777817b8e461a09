import Reports

extension Picture {
    /// `wiggers`.
    static let wiggers = Picture(
        "wiggers", "pressures, flows, ECG and volumes over one beat"
    ) { run in
        let beat = try RunBeats(run, for: "wiggers").last
        let charts = ReportCharts(beat: beat, earlier: [])
        var panels = [charts.leftPressures(), charts.rightPressures(), charts.flows()]
        if run.exists("ecg.csv") {
            panels.append(
                try lead(RunElectrocardiogram(run, for: "wiggers"), until: beat.time.last ?? 0))
        }
        panels.append(charts.volumes())
        var drawing = Drawing(
            width: panels[0].width, height: panels.reduce(0) { $0 + $1.height } + 8)
        var top = 8.0
        for panel in panels {
            drawing.place(panel.svg(), x: 0, y: top, width: panel.width, height: panel.height)
            top += panel.height
        }
        return drawing
    }

    /// Lead II over the beat.
    private static func lead(
        _ electrocardiogram: RunElectrocardiogram, until end: Double
    ) throws -> LineChart {
        let samples = electrocardiogram.leads.first { $0.name == "II" }?.samples ?? []
        let shown = zip(electrocardiogram.times, samples).filter { $0.0 <= end }
        return LineChart(
            title: "", x: Axis("", range: 0...max(end, 1), step: 100),
            y: Axis("lead II (mV)", covering: shown.map(\.1), includes: [0], tickCount: 4),
            curves: [
                Curve(name: "", x: shown.map(\.0), y: shown.map(\.1), style: "ink")
            ], width: 920, height: 130, showsXLabels: false)
    }
}
