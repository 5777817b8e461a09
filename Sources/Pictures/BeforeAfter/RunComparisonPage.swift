import Foundation
import Numerics
public import Reports

/// A self-contained HTML page about a treated heart beside the untreated one: no outside script, style or font.
public struct RunComparisonPage {
    private let pair: RunPair
    private let comparison: RunComparison
    /// A sentence for the first screen and a section about published experience; nil where nothing is expected.
    public var experience: (sentence: String, section: String)?

    /// Reads both runs.
    ///
    /// - Throws: ``PicturesError``, `ReportsError`, `StorageError` where a run lacks what the page shows.
    public init(_ comparison: RunComparison, untreated: RunFiles, treated: RunFiles) throws {
        self.comparison = comparison
        pair = try RunPair(untreated: untreated, treated: treated)
    }

    /// The document.
    ///
    /// - Throws: errors of reading the moving walls.
    public func html() throws -> String {
        let scenes = PairScenes(pair: pair)
        let activation = scenes.activation()
        let motion = try scenes.motion()
        return """
            \(ReportStyle.head("\(comparison.patient), treated", style: Self.style))
            \(header)\(warnings)\(experience?.section ?? "")\(loops)\(beats)\(electrocardiogram)\(hearts(activation, motion))\
            \(segments)\(matrix)\(source)
            <footer>Computed by hearttwin. For research only; not for clinical use.</footer>
            </main>\((activation + motion).map(\.data).joined(separator: "\n"))\
            <script>\(ViewerScript.text)</script></body></html>
            """
    }

    private static let style = """
        .tiles { grid-template-columns: repeat(auto-fit, minmax(220px, 1fr)); }
        @media (max-width: 600px) { .tiles { grid-template-columns: 1fr 1fr; } }
        .key { color: var(--soft); font-size: 13px; margin: 6px 2px 0; }
        .key b { color: #0072b2; }
        .eyes3 { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 8px; }
        .three { display: grid; grid-template-columns: repeat(auto-fit, minmax(300px, 1fr)); gap: 12px; }
        .tile small { display: block; font-size: 13px; font-weight: 400; color: var(--soft); }
        td.strip svg { width: 100%; height: 22px; display: block; } td.strip { width: 26%; min-width: 140px; }
        td.little { color: var(--soft); } td.sure { font-weight: 640; }
        td.n small { color: var(--soft); display: block; font-weight: 400; }
        """

    // MARK: First screen

    private static let headlines = [
        "lvEFPercent", "lvSVML", "cardiacOutputLPerMin", "aorticMeanMmHg", "lvEDPMmHg",
        "lvDPdtMaxMmHgPerS", "qrsDurationMs", "glsPercent",
    ]

    private var header: String {
        let shown = Self.headlines.compactMap { identifier in
            comparison.deltas.first { $0.identifier == identifier }
        }
        let tiles = shown.map { delta in
            """
            <div class="tile"><b>\(Self.number(delta.treated)) \(SVG.escape(delta.unit))</b>\
            <small>before \(Self.number(delta.untreated)), \(Self.change(delta))</small>\(interval(delta))\
            <span>\(SVG.escape(delta.name))</span></div>
            """
        }.joined()
        return """
            <header><h1>\(SVG.escape(comparison.patient))</h1><p>\(SVG.escape(treatment)), \
            against the untreated heart; both in three dimensions\(likely)</p></header>\
            <p class="answer">\(SVG.escape(answer))</p><div class="tiles">\(tiles)</div>
            """
    }

    private var likely: String {
        comparison.hearts.map { "; 90 % intervals of \($0) equally likely hearts" } ?? ""
    }

    /// What was done; without interventions, what else differs.
    private var treatment: String {
        guard comparison.interventions == "none" else { return comparison.interventions }
        let (before, after) = (
            pair.summaries.untreated.provenance["activation"],
            pair.summaries.treated.provenance["activation"]
        )
        if let after, after != before { return "activation \(after)" }
        return "another run"
    }

    /// What changes, what that is worth, and whether it is as published.
    private var answer: String {
        [changes, experience?.sentence].compactMap { $0 }.joined(separator: " ")
    }

    private var changes: String {
        guard pair.repeatability.isFinite else {
            return
                "One of the runs has a single beat: what beats differ by by themselves is not known, "
                + "and no change can be told from it."
        }
        let moved = comparison.deltas.filter { isMore($0) }
        let left = moved.filter { $0.inRange == false && wasInRange($0) }.map(\.name)
        let entered = moved.filter { $0.inRange == true && !wasInRange($0) }.map(\.name)
        var sentences = [
            "\(moved.count) of \(comparison.deltas.count) numbers change by more than the beats of either run still differ."
        ]
        if let certain = comparison.certainChanges {
            sentences.append(
                certain.isEmpty
                    ? "Of none is the direction the same in 95 % of the equally likely hearts."
                    : "In 95 % of the equally likely hearts the direction is the same for \(certain.count) numbers."
            )
        }
        for (place, names) in [("Now in", entered), ("No longer in", left)] where !names.isEmpty {
            sentences.append(
                "\(place) the healthy adult's range: \(names.joined(separator: ", ")).")
        }
        return sentences.joined(separator: " ")
    }

    /// True where a number changes by more than the beats do.
    private func isMore(_ delta: RunComparison.Delta) -> Bool {
        guard let percent = delta.changePercent else { return delta.change != 0 }
        return abs(percent) > pair.repeatability
    }

    private func wasInRange(_ delta: RunComparison.Delta) -> Bool {
        pair.summaries.untreated.numbers.first { $0.identifier == delta.identifier }?.inRange
            ?? false
    }

    private var warnings: String {
        var lines = comparison.warnings
        let whose =
            comparison.hearts == nil
            ? "One heart, without intervals"
            : "Curves, hearts and segments are those of the best heart"
        lines.append(
            pair.repeatability.isFinite
                ? whose
                    + String(
                        format: ": from beat to beat its numbers still change by up to %.2g %%.",
                        pair.repeatability)
                : "\(whose), and one of the runs has a single beat.")
        let items = lines.map { "<li>\(SVG.escape($0))</li>" }.joined()
        return "<h2>Before you read on</h2><div class=\"warnings\"><ul>\(items)</ul></div>"
    }

    // MARK: Figures

    private var charts: ReportCharts {
        ReportCharts(beat: pair.beats.treated, untreated: pair.beats.untreated)
    }

    private var loops: String {
        """
        <h2>Pressure–volume loops</h2><div class="pair"><div class="card" id="pv-left">\
        \(charts.leftLoop().svg())</div><div class="card" id="pv-right">\
        \(charts.rightLoop().svg())</div></div>
        """
    }

    private var beats: String {
        """
        <h2>One beat</h2><div class="card" id="wiggers">\(charts.leftPressures().svg())\
        \(charts.rightPressures().svg())\(charts.flows().svg())\(charts.volumes().svg())\
        <p class="key">Dashed: untreated. Valve marks are those of the treated heart.</p></div>
        """
    }

    private var electrocardiogram: String {
        guard let (untreated, treated) = pair.electrocardiograms else { return "" }
        var chart = ElectrocardiogramChart(
            leads: treated.leads, sampleStep: treated.sampleStep,
            cycleLength: pair.beats.treated.time.last ?? 1000)
        chart.behind = untreated.leads
        chart.behindStep = untreated.sampleStep
        chart.behindCycleLength = pair.beats.untreated.time.last ?? 1000
        return """
            <h2>Twelve-lead electrocardiogram</h2><div class="card" id="ecg">\(chart.svg())\
            <p class="key"><b>Blue</b>: untreated; black: treated. 25 mm/s, 10 mm/mV; ventricles only (no P \
            wave), pseudo-ECG in an unbounded conductor.</p></div>
            """
    }

    private func hearts(_ activation: [ViewerFigure], _ motion: [ViewerFigure]) -> String {
        let first =
            "<h2>Activation</h2><div class=\"three\">\(activation.map(\.html).joined())</div>"
        guard !motion.isEmpty else { return first }
        return first + """
            <h2>The beating heart, before and after</h2><div class="pair">\
            \(motion.map(\.html).joined())</div>
            """
    }

    private var segments: String {
        var rows = BullsEye.beforeAndAfter(
            pair.summaries.untreated.segments, pair.summaries.treated.segments)
        let times = (pair.walls.untreated.segmentActivation, pair.walls.treated.segmentActivation)
        if !times.0.isEmpty, !times.1.isEmpty {
            let latest = (Array(times.0.values) + Array(times.1.values)).reduce(10, max)
            rows.insert(
                BullsEye.beforeAndAfter(
                    "Activation", pale: 0, dark: (latest / 10).rounded(.up) * 10, unit: "ms",
                    times.0, times.1), at: 0)
        }
        guard !rows.isEmpty else { return "" }
        let eyes = rows.joined().map { "<div>\($0.svg())</div>" }.joined()
        return """
            <h2>Segments of the left ventricle</h2><div class="card" id="segments">\
            <div class="eyes3">\(eyes)</div><figcaption>Seventeen segments seen from the apex. Activation is the \
            mean over the segment's wall; strains are at end-systole against QRS onset; work of contraction is \
            over the beat per volume of muscle. Changes: treated minus untreated, \
            vermilion where the number rises, blue where it falls.</figcaption></div>
            """
    }

    // MARK: Numbers

    private var matrix: String {
        let treated = pair.summaries.treated
        let rows = comparison.deltas.map { delta -> String in
            let number = treated.numbers.first { $0.identifier == delta.identifier }
            var range = ""
            var strip = ""
            if let low = number?.low, let high = number?.high {
                range = String(format: "%g – %g", low, high)
                let span = max(high - low, 1e-12)
                strip = IntervalStrip(
                    low: min(low, delta.untreated, delta.treated) - 0.1 * span,
                    high: max(high, delta.untreated, delta.treated) + 0.1 * span,
                    normal: low...high, value: delta.treated, zero: delta.untreated
                ).svg()
            }
            return """
                <tr><td>\(SVG.escape(delta.name))</td><td class="n">\(Self.number(delta.untreated))</td>\
                <td class="n \(delta.inRange.map { $0 ? "ok" : "out" } ?? "")">\
                \(Self.number(delta.treated)) \(SVG.escape(delta.unit))</td>\
                <td class="n\(isMore(delta) ? "" : " little")\(isCertain(delta) ? " sure" : "")">\
                \(Self.change(delta))\(interval(delta))</td>\
                <td class="strip">\(strip)</td><td class="n">\(range)</td></tr>
                """
        }
        return """
            <h2>All numbers</h2><div class="card" style="overflow-x:auto"><table id="matrix"><thead><tr>\
            <th>Quantity</th><th>untreated</th><th>treated</th><th>change</th>\
            <th>line: before, mark: after, green: healthy</th><th>Healthy adult</th></tr></thead><tbody>\
            \(rows.joined())</tbody></table><p class="key">Grey changes are smaller than what the beats still \
            differ by.\(comparison.hearts == nil ? "" : Self.aboutIntervals)</p></div>
            """
    }

    private var source: String {
        let names = [
            "program", "command", "interventions", "patient file", "patient file SHA-256",
            "run fingerprint",
        ]
        let rows = names.map { name -> String in
            let cells = [pair.summaries.untreated, pair.summaries.treated].map {
                "<td>\(SVG.escape($0.provenance[name] ?? "–"))</td>"
            }
            return "<tr><td style=\"white-space:nowrap\">\(name)</td>\(cells.joined())</tr>"
        }
        return """
            <h2>How this was made</h2><div class="card" style="overflow-wrap:anywhere"><table><thead><tr><th></th>\
            <th>untreated</th><th>treated</th></tr></thead>\(rows.joined())</table></div>
            """
    }

    private static let aboutIntervals =
        " Below a change is the 90 % interval of the equally likely hearts, each compared with itself, and in how many "
        + "of them the number goes that way; bold where 95 % agree."

    private func isCertain(_ delta: RunComparison.Delta) -> Bool {
        comparison.certainChanges?.contains { $0.identifier == delta.identifier } ?? false
    }

    /// What equally likely hearts say of a change; empty without them.
    private func interval(_ delta: RunComparison.Delta) -> String {
        guard let hearts = delta.hearts, let interval = hearts.intervalOfChanges,
            let direction = comparison.direction(of: delta), hearts.before != hearts.after
        else { return "" }
        let (low, high) = (Self.signed(interval.low), Self.signed(interval.high))
        return "<small>90 %: \(low) to \(high)<br>\(direction)</small>"
    }

    private static func signed(_ value: Double) -> String {
        String(format: abs(value) >= 100 ? "%+.0f" : "%+.2g", value)
    }

    private static func number(_ value: Double) -> String {
        String(format: abs(value) >= 1000 ? "%.0f" : "%.3g", value)
    }

    private static func change(_ delta: RunComparison.Delta) -> String {
        let change = signed(delta.change)
        guard let percent = delta.changePercent, abs(percent) < 1000 else { return change }
        return change + String(format: abs(percent) >= 10 ? " (%+.0f %%)" : " (%+.1f %%)", percent)
    }
}
