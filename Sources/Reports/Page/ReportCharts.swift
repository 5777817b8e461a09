/// The charts of one beat; of a treated heart's with the untreated one's dashed behind it.
package struct ReportCharts {
    var beat: ReportBeat
    var earlier: [ReportBeat]
    var untreated: ReportBeat?

    package init(
        beat: ReportBeat, earlier: [ReportBeat] = [], untreated: ReportBeat? = nil
    ) {
        self.beat = beat
        self.earlier = earlier
        self.untreated = untreated
    }

    /// Left ventricular pressure over volume.
    package func leftLoop() -> LineChart {
        loop("Left ventricle", style: "left", volume: \.leftVolume, pressure: \.leftPressure)
    }

    /// Right ventricular pressure over volume.
    package func rightLoop() -> LineChart {
        loop("Right ventricle", style: "right", volume: \.rightVolume, pressure: \.rightPressure)
    }

    private func loop(
        _ title: String, style: String, volume: KeyPath<ReportBeat, [Double]>,
        pressure: KeyPath<ReportBeat, [Double]>
    ) -> LineChart {
        func curve(_ beat: ReportBeat, _ style: String, _ name: String = "", dashed: Bool = false)
            -> Curve
        {
            Curve(
                name: name, x: beat[keyPath: volume], y: beat[keyPath: pressure], style: style,
                dashed: dashed)
        }
        let beats = earlier + [untreated, beat].compactMap(\.self)
        var curves = earlier.map { curve($0, "faint") }
        if let untreated { curves.append(curve(untreated, style, "untreated", dashed: true)) }
        curves.append(curve(beat, style, untreated == nil ? "" : "treated"))
        return LineChart(
            title: title,
            x: Axis("volume (mL)", covering: beats.flatMap { $0[keyPath: volume] }),
            y: Axis(
                "pressure (mmHg)", covering: beats.flatMap { $0[keyPath: pressure] }, includes: [0]),
            curves: curves)
    }

    /// Left-sided pressures over time, with the valves' opening and closing.
    package func leftPressures() -> LineChart {
        over(
            "pressure (mmHg)", height: 300,
            [
                ("left ventricle", \.leftPressure, "left"),
                ("aorta", \.aorticPressure, "artery"),
                ("left atrium", \.leftAtrialPressure, "atrium"),
            ], named: true)
    }

    /// Right-sided pressures over time.
    package func rightPressures() -> LineChart {
        over(
            "pressure (mmHg)", height: 190,
            [
                ("right ventricle", \.rightPressure, "right"),
                ("pulmonary artery", \.pulmonaryArteryPressure, "artery"),
                ("right atrium", \.rightAtrialPressure, "atrium"),
            ], named: false)
    }

    /// Aortic and mitral flow over time.
    package func flows() -> LineChart {
        over(
            "flow (mL/s)", height: 190,
            [
                ("aortic valve", \.aorticFlow, "artery"),
                ("mitral valve", \.mitralFlow, "atrium"),
            ], named: false)
    }

    /// Ventricular volumes over time.
    package func volumes() -> LineChart {
        var chart = over(
            "volume (mL)", height: 210,
            [
                ("left ventricle", \.leftVolume, "left"),
                ("right ventricle", \.rightVolume, "right"),
            ], named: false)
        chart.showsXLabels = true
        return chart
    }

    /// Longitudinal strain of the left ventricle, its segments faint behind it.
    static func strain(time: [Double], whole: [Double], segments: [[Double]]) -> LineChart {
        LineChart(
            title: "",
            x: Axis(
                "time after QRS onset (ms)", range: 0...max(time.last ?? 1, 1), step: 100),
            y: Axis(
                "longitudinal strain (%)", covering: whole + segments.joined(), includes: [0],
                tickCount: 5),
            curves: segments.enumerated().map { index, values in
                Curve(name: index == 0 ? "segments" : "", x: time, y: values, style: "faint")
            } + [Curve(name: "left ventricle", x: time, y: whole, style: "left")],
            width: 920, height: 250)
    }

    private func over(
        _ label: String, height: Double,
        _ series: [(name: String, values: KeyPath<ReportBeat, [Double]>, style: String)],
        named: Bool
    ) -> LineChart {
        let time = Self.time(beat)
        let beats = [untreated, beat].compactMap(\.self)
        let end = beats.compactMap { Self.time($0).last }.max() ?? 1
        var curves: [Curve] = []
        if let untreated {
            curves = series.map {
                Curve(
                    name: "", x: Self.time(untreated), y: untreated[keyPath: $0.values],
                    style: $0.style, dashed: true)
            }
        }
        curves += series.map {
            Curve(name: $0.name, x: time, y: beat[keyPath: $0.values], style: $0.style)
        }
        return LineChart(
            title: "", x: Axis("time after QRS onset (ms)", range: 0...max(end, 1), step: 100),
            y: Axis(
                label,
                covering: beats.flatMap { beat in series.flatMap { beat[keyPath: $0.values] } },
                includes: [0], tickCount: 5),
            curves: curves,
            marks: valveMarks(time).map { named ? $0 : (x: $0.x, name: "") },
            width: 920, height: height, showsXLabels: false)
    }

    /// Times of a beat from its start [ms].
    private static func time(_ beat: ReportBeat) -> [Double] {
        let start = beat.time.first ?? 0
        return beat.time.map { $0 - start }
    }

    /// Closing and opening of the left-sided valves, from the sign of their flows.
    private func valveMarks(_ time: [Double]) -> [(x: Double, name: String)] {
        var marks: [(x: Double, name: String)] = []
        let peakAortic = beat.aorticFlow.max() ?? 0
        let peakMitral = beat.mitralFlow.max() ?? 0
        func events(_ flow: [Double], _ peak: Double, _ opens: String, _ closes: String) {
            guard peak > 0 else { return }
            let threshold = 0.02 * peak
            for i in 1..<max(flow.count, 1) {
                if flow[i - 1] <= threshold, flow[i] > threshold { marks.append((time[i], opens)) }
                if flow[i - 1] > threshold, flow[i] <= threshold { marks.append((time[i], closes)) }
            }
        }
        events(beat.aorticFlow, peakAortic, "AVO", "AVC")
        events(beat.mitralFlow, peakMitral, "MVO", "MVC")
        return marks
    }
}
