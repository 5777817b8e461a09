import Foundation

/// What a run's page shows; values in the units people read.
public struct ReportContent: Sendable {
    /// Name of the patient.
    public var patient: String
    /// One line about the subject.
    public var subject: String
    /// The result in one or two sentences.
    public var answer: String
    /// The few numbers shown large: value with unit, and what it is.
    public var tiles: [(value: String, name: String)] = []
    /// All numbers.
    public var metrics: [ReportMetric] = []
    /// Traces of the last beat.
    public var beat: ReportBeat
    /// Pressure–volume loops of the beats before the last: left and right ventricle each.
    public var earlierLoops: [ReportBeat] = []
    /// Twelve leads [mV] and the distance of samples [ms].
    public var electrocardiogram: [(name: String, samples: [Double])] = []
    public var electrocardiogramStep = 1.0
    /// Activation map and beating heart.
    public var activation: SurfaceScene?
    public var motion: SurfaceScene?
    /// What the colours of ``motion`` mean, with unit.
    public var motionField = "Active tension (kPa) over the last beat"
    /// Strains and work of the left ventricle's segments.
    var bullsEyes: [BullsEye] = []
    /// Longitudinal strain of the left ventricle and of its segments: times [ms], values [%].
    package var strainCurves: (time: [Double], whole: [Double], segments: [[Double]])?
    /// Convergence: relative change of each beat against the one before [%].
    public var changes: [Double] = []
    /// What the reader has to know before believing the numbers.
    public var warnings: [String] = []
    /// Name and value pairs: version, command, hashes, times.
    public var provenance: [(name: String, value: String)] = []

    /// Makes a page's content with its required parts.
    public init(patient: String, subject: String, answer: String, beat: ReportBeat) {
        self.patient = patient
        self.subject = subject
        self.answer = answer
        self.beat = beat
    }
}

/// One number of the table with its normal range.
public struct ReportMetric: Sendable {
    public var name: String
    public var value: Double
    public var unit: String
    public var low: Double?
    public var high: Double?
    /// Where the range comes from.
    public var source: String

    /// Makes a row.
    public init(
        name: String, value: Double, unit: String, low: Double? = nil, high: Double? = nil,
        source: String = ""
    ) {
        self.name = name
        self.value = value
        self.unit = unit
        self.low = low
        self.high = high
        self.source = source
    }
}

/// Traces over one beat: time [ms], pressures [mmHg], volumes [mL].
public struct ReportBeat: Sendable {
    public var time: [Double]
    public var leftPressure: [Double]
    public var rightPressure: [Double]
    public var aorticPressure: [Double]
    public var pulmonaryArteryPressure: [Double]
    public var leftAtrialPressure: [Double]
    public var rightAtrialPressure: [Double]
    public var leftVolume: [Double]
    public var rightVolume: [Double]
    public var aorticFlow: [Double]
    public var mitralFlow: [Double]

    /// Makes an empty beat.
    public init() {
        time = []
        leftPressure = []
        rightPressure = []
        aorticPressure = []
        pulmonaryArteryPressure = []
        leftAtrialPressure = []
        rightAtrialPressure = []
        leftVolume = []
        rightVolume = []
        aorticFlow = []
        mitralFlow = []
    }
}

/// A self-contained HTML page about one run: no outside script, style or font.
public struct ReportPage {
    private let content: ReportContent

    /// Makes the page.
    public init(_ content: ReportContent) { self.content = content }

    /// The document.
    public func html() -> String {
        let figures = figures
        return """
            \(ReportStyle.head(content.patient))
            \(header())\(warnings())\(loops())\(wiggers())\(electrocardiogram())\(viewers(figures))\
            \(segments())\(table())\(provenance())
            <footer>Computed by hearttwin. For research only; not for clinical use.</footer>
            </main>\(figures.map(\.data).joined(separator: "\n"))\
            <script>\(ViewerScript.text)</script></body></html>
            """
    }

    private func header() -> String {
        let tiles = content.tiles.map {
            "<div class=\"tile\"><b>\(SVG.escape($0.value))</b><span>\(SVG.escape($0.name))</span></div>"
        }.joined()
        return """
            <header><h1>\(SVG.escape(content.patient))</h1><p>\(SVG.escape(content.subject))</p></header>
            <p class="answer">\(SVG.escape(content.answer))</p><div class="tiles">\(tiles)</div>
            """
    }

    private func warnings() -> String {
        guard !content.warnings.isEmpty else { return "" }
        let items = content.warnings.map { "<li>\(SVG.escape($0))</li>" }.joined()
        return "<h2>Before you read on</h2><div class=\"warnings\"><ul>\(items)</ul></div>"
    }

    private func loops() -> String {
        let charts = ReportCharts(beat: content.beat, earlier: content.earlierLoops)
        return """
            <h2>Pressure–volume loops</h2><div class="pair"><div class="card" id="pv-left">\
            \(charts.leftLoop().svg())</div><div class="card" id="pv-right">\
            \(charts.rightLoop().svg())</div></div>
            """
    }

    private func wiggers() -> String {
        let charts = ReportCharts(beat: content.beat, earlier: [])
        return """
            <h2>One beat</h2><div class="card" id="wiggers">\(charts.leftPressures().svg())\
            \(charts.rightPressures().svg())\(charts.flows().svg())\(charts.volumes().svg())</div>
            """
    }

    private func electrocardiogram() -> String {
        guard !content.electrocardiogram.isEmpty else { return "" }
        let chart = ElectrocardiogramChart(
            leads: content.electrocardiogram, sampleStep: content.electrocardiogramStep,
            cycleLength: content.beat.time.last ?? 1000)
        return """
            <h2>Twelve-lead electrocardiogram</h2><div class="card" id="ecg">\(chart.svg())\
            <figcaption>25 mm/s, 10 mm/mV; ventricles only (no P wave), pseudo-ECG in an unbounded \
            conductor.</figcaption></div>
            """
    }

    private var figures: [ViewerFigure] {
        var figures: [ViewerFigure] = []
        if let scene = content.activation {
            figures.append(
                ViewerFigure(
                    "activation", title: "Activation time", scene: scene, unit: "ms",
                    note: "Lines every \(Int(scene.contourStep)) ms."))
        }
        if let scene = content.motion {
            figures.append(ViewerFigure("motion", title: content.motionField, scene: scene))
        }
        return figures
    }

    private func viewers(_ figures: [ViewerFigure]) -> String {
        guard !figures.isEmpty else { return "" }
        return "<h2>The heart</h2><div class=\"pair\">\(figures.map(\.html).joined())</div>"
    }

    private func segments() -> String {
        guard !content.bullsEyes.isEmpty else { return "" }
        let eyes = content.bullsEyes.map { "<div>\($0.svg())</div>" }.joined()
        let curves = content.strainCurves.map {
            ReportCharts.strain(time: $0.time, whole: $0.whole, segments: $0.segments).svg()
        }
        return """
            <h2>Segments of the left ventricle</h2><div class="card" id="segments">\
            <div class="eyes">\(eyes)</div>\(curves ?? "")<figcaption>Seventeen segments (Cerqueira et \
            al. 2002) seen from the apex, at end-systole against QRS onset: longitudinal and \
            circumferential strain of the inner third of the wall, radial strain of all of it; work of \
            contraction over the beat per volume of muscle.</figcaption></div>
            """
    }

    private func table() -> String {
        let rows = content.metrics.map { metric -> String in
            let value = String(format: abs(metric.value) >= 100 ? "%.0f" : "%.1f", metric.value)
            var range = ""
            var bar = ""
            var verdict = ""
            if let low = metric.low, let high = metric.high {
                range = String(format: "%g – %g", low, high)
                bar = RangeBar(value: metric.value, low: low, high: high).svg()
                verdict = metric.value >= low && metric.value <= high ? "ok" : "out"
            }
            return """
                <tr><td>\(SVG.escape(metric.name))</td><td class="n \(verdict)">\(value) \
                \(SVG.escape(metric.unit))</td><td class="bar">\(bar)</td><td class="n">\(range)</td>\
                <td>\(SVG.escape(metric.source))</td></tr>
                """
        }.joined()
        return """
            <h2>All numbers</h2><div class="card"><table id="metrics"><thead><tr><th>Quantity</th>\
            <th>This heart</th><th></th><th>Healthy adult</th><th>Range from</th></tr></thead>\
            <tbody>\(rows)</tbody></table></div>
            """
    }

    private func provenance() -> String {
        let changes = content.changes.map { String(format: "%.2f %%", $0) }.joined(separator: ", ")
        let rows = content.provenance.map {
            "<tr><td>\(SVG.escape($0.name))</td><td>\(SVG.escape($0.value))</td></tr>"
        }.joined()
        return """
            <h2>How this was made</h2><div class="card"><p>Largest change of a stroke volume, pressure or \
            volume from beat to beat: \(changes.isEmpty ? "–" : changes).</p>\
            <details open><summary>Provenance</summary><table>\(rows)</table></details></div>
            """
    }
}
