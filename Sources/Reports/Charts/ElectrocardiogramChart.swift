/// Twelve leads on the paper clinicians know: 25 mm/s, 10 mm/mV, 1 mm and 5 mm squares.
package struct ElectrocardiogramChart {
    /// Names and samples [mV] of the leads, in the order of the paper: I … III, aVR … aVF, V1 … V6.
    package var leads: [(name: String, samples: [Double])]
    /// Distance of two samples [ms].
    package var sampleStep: Double
    /// Length of one beat [ms]; the trace is repeated to fill the paper.
    package var cycleLength: Double
    /// Another electrocardiogram drawn behind this one, in blue: the same leads before a treatment.
    package var behind: [(name: String, samples: [Double])] = []
    package var behindStep = 1.0
    package var behindCycleLength = 1000.0

    package init(
        leads: [(name: String, samples: [Double])], sampleStep: Double, cycleLength: Double
    ) {
        self.leads = leads
        self.sampleStep = sampleStep
        self.cycleLength = cycleLength
    }

    /// Size of the paper [mm].
    package static var size: (width: Double, height: Double) {
        (leadWidth * Double(columns), rowHeight * Double(rows))
    }

    /// Millimetres of paper for each lead.
    private static let leadWidth = 62.0
    private static let rowHeight = 34.0
    private static let columns = 4
    private static let rows = 3

    /// The drawing in millimetres of paper.
    package func svg() -> String {
        let (width, height) = Self.size
        var out = """
            <svg class="chart ecg" viewBox="0 0 \(SVG.number(width)) \(SVG.number(height))" role="img" \
            aria-label="Twelve-lead electrocardiogram">
            """
        out += lines(width, height, step: 1, style: "minor")
        out += lines(width, height, step: 5, style: "major")
        for (index, lead) in leads.enumerated() {
            // Column by column, as printed by electrocardiographs.
            let left = Double(index / Self.rows) * Self.leadWidth
            let middle = (Double(index % Self.rows) + 0.55) * Self.rowHeight
            if index < behind.count {
                let path = trace(
                    behind[index].samples, step: behindStep, cycle: behindCycleLength, left, middle)
                out += "<path class=\"behind\" style=\"stroke-width:.35\" d=\"\(path)\"/>"
            }
            let path = trace(lead.samples, step: sampleStep, cycle: cycleLength, left, middle)
            out += "<path class=\"trace\" style=\"stroke-width:.35\" d=\"\(path)\"/>"
            out += """
                <text x="\(SVG.number(left + 2))" y="\(SVG.number(middle - 0.34 * Self.rowHeight))" \
                style="font-size:4px">\(SVG.escape(lead.name))</text>
                """
        }
        return out + "</svg>"
    }

    private func trace(
        _ samples: [Double], step: Double, cycle: Double, _ left: Double, _ middle: Double
    ) -> String {
        let perMillimetre = 40.0  // ms of paper at 25 mm/s
        let shown = Int((Self.leadWidth - 3) * perMillimetre / step)
        let beat = max(1, min(samples.count, Int((cycle / step).rounded())))
        return SVG.path(
            (0..<shown).map { index in
                let deflection = 10 * samples[index % beat]
                return (
                    x: left + 1.5 + Double(index) * step / perMillimetre,
                    y: middle - deflection
                )
            })
    }

    private func lines(_ width: Double, _ height: Double, step: Double, style: String) -> String {
        var path = ""
        var x = 0.0
        while x <= width {
            path += "M\(SVG.number(x)) 0V\(SVG.number(height))"
            x += step
        }
        var y = 0.0
        while y <= height {
            path += "M0 \(SVG.number(y))H\(SVG.number(width))"
            y += step
        }
        let stroke = style == "minor" ? 0.08 : 0.16
        return "<path class=\"\(style)\" style=\"stroke-width:\(stroke)\" d=\"\(path)\"/>"
    }
}
