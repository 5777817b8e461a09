import Reports

extension Picture {
    /// `ecg`.
    static let electrocardiogram = Picture(
        "ecg", "twelve leads on ECG paper, in print to scale"
    ) { run in
        let leads = try RunElectrocardiogram(run, for: "ecg")
        let beat = try RunBeats(run, for: "ecg").last
        let chart = ElectrocardiogramChart(
            leads: leads.leads, sampleStep: leads.sampleStep, cycleLength: beat.time.last ?? 1000)
        let size = ElectrocardiogramChart.size
        var drawing = Drawing(width: size.width, height: size.height + 6, unit: "mm")
        drawing.place(chart.svg(), x: 0, y: 0, width: size.width, height: size.height)
        drawing.add(
            """
            <text style="font-size:3px" x="2" y="\(SVG.number(size.height + 4))">25 mm/s, 10 mm/mV; \
            ventricles only (no P wave), pseudo-ECG in an unbounded conductor</text>
            """)
        return drawing
    }
}
