import Reports

extension Picture {
    /// `pv`.
    static let loops = Picture(
        "pv", "pressure–volume loops of both ventricles, earlier beats faint"
    ) { run in
        let beats = try RunBeats(run, for: "pv")
        let charts = ReportCharts(beat: beats.last, earlier: Array(beats.beats.dropLast()))
        let (left, right) = (charts.leftLoop(), charts.rightLoop())
        var drawing = Drawing(width: left.width + right.width + 20, height: left.height)
        drawing.place(left.svg(), x: 0, y: 0, width: left.width, height: left.height)
        drawing.place(
            right.svg(), x: left.width + 20, y: 0, width: right.width, height: right.height)
        return drawing
    }
}
