import Foundation
import HeartModel
import Reports

/// A self-contained HTML page about a search of lead sites: no outside script, style or font.
public struct LeadPage {
    let document: LeadDocument

    /// Makes the page.
    public init(_ document: LeadDocument) { self.document = document }

    /// The document.
    public var html: String {
        """
        \(ReportStyle.head("\(document.patient), lead sites", style: Self.style))
        <header><h1>\(SVG.escape(document.patient))</h1><p>where to put a left lead in \
        \(SVG.escape(document.activation)), with which delays: \(document.candidates.count) combinations on the \
        anatomy, \(document.candidates.count { $0.metrics != nil }) on the closed loop</p></header>
        \(answers)\(cloud)\(sites)\(source)
        <footer>Computed by hearttwin. For research only; not for clinical use.</footer>
        </main></body></html>
        """
    }

    private static let style = """
        .answers { list-style: none; padding: 0; margin: 18px 0 0; }
        .answers li { background: var(--paper); border: 1px solid var(--line); border-left: 5px solid #0072b2;
          border-radius: 8px; padding: 10px 14px; margin: 0 0 8px; }
        .card { overflow-x: auto; } #front svg { max-width: 760px; }
        """

    private var answers: String {
        let items = document.front.prefix(5).map { entry in
            String(
                format:
                    "<li><b>%@, AV %.0f ms, VV %+.0f ms</b>: dP/dt max %+.1f %%, stroke volume %+.1f %%</li>",
                SVG.escape(entry.name), entry.avMs, entry.vvMs, entry.dPdtMaxPercent ?? .nan,
                entry.strokeVolumePercent ?? .nan)
        }
        return "<ul class=\"answers\">\(items.joined())</ul>"
    }

    private var cloud: String {
        func point(_ entry: LeadDocument.Entry) -> (x: Double, y: Double)? {
            guard let x = entry.dPdtMaxPercent, let y = entry.strokeVolumePercent else {
                return nil
            }
            return (x, y)
        }
        let points = document.candidates.compactMap(point)
        guard points.count > 1 else { return "" }
        let chart = PointChart(
            title: "Every combination on the loop; filled: none beats it",
            xLabel: "change of dP/dt max (%)", yLabel: "change of stroke volume (%)",
            points: points.map { ($0.x, $0.y, true) },
            front: document.front.compactMap(point).sorted { $0.x < $1.x })
        return "<h2>The search</h2><div class=\"card\" id=\"front\">\(chart.svg())</div>"
    }

    /// The best delays of every site.
    private var sites: String {
        let rows = AHASegment.allCases.map { segment -> String in
            let best = document.candidates.filter {
                $0.segment == segment.rawValue && $0.dPdtMaxPercent != nil
            }.max { ($0.dPdtMaxPercent ?? 0) < ($1.dPdtMaxPercent ?? 0) }
            guard let best else {
                return
                    "<tr><td>\(segment.rawValue) \(segment.name)</td><td colspan=\"5\">not run</td></tr>"
            }
            let cells = [
                String(format: "%.0f, %+.0f", best.avMs, best.vvMs),
                String(format: "%+.1f", best.dPdtMaxPercent ?? .nan),
                String(format: "%+.1f", best.strokeVolumePercent ?? .nan),
                String(format: "%.0f", best.activationMs),
                String(format: "%.1f", best.dispersionMs),
            ].map { "<td class=\"n\">\($0)</td>" }
            return "<tr><td>\(segment.rawValue) \(segment.name)</td>\(cells.joined())</tr>"
        }
        return """
            <h2>Every site with its best delays</h2><div class="card"><table id="sites"><thead><tr><th>Segment</th>\
            <th class="n">AV, VV (ms)</th><th class="n">dP/dt max (%)</th><th class="n">stroke volume (%)</th>\
            <th class="n">activation (ms)</th><th class="n">spread (ms)</th></tr></thead><tbody>\
            \(rows.joined())</tbody></table></div>
            """
    }

    private var source: String { document.provenance.card(seed: nil) }
}
