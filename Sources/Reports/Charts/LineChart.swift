/// One curve of a chart.
package struct Curve {
    /// Name in the legend; empty for none.
    var name: String
    /// Abscissae, in the unit of the axis.
    package var x: [Double]
    /// Ordinates.
    package var y: [Double]
    /// CSS class that gives the colour (see `Palette`).
    var style: String
    /// Drawn with a dashed stroke.
    var dashed = false

    package init(name: String, x: [Double], y: [Double], style: String, dashed: Bool = false) {
        self.name = name
        self.x = x
        self.y = y
        self.style = style
        self.dashed = dashed
    }
}

/// Curves over one pair of axes, as SVG.
package struct LineChart {
    package var title: String
    var x: Axis
    var y: Axis
    var curves: [Curve]
    /// Vertical marks with a name: valve events, onset of the QRS.
    var marks: [(x: Double, name: String)] = []
    package var width = 460.0
    package var height = 330.0
    /// Left out where charts are stacked over a common time axis.
    var showsXLabels = true

    package init(
        title: String, x: Axis, y: Axis, curves: [Curve], marks: [(x: Double, name: String)] = [],
        width: Double = 460, height: Double = 330, showsXLabels: Bool = true
    ) {
        self.title = title
        self.x = x
        self.y = y
        self.curves = curves
        self.marks = marks
        self.width = width
        self.height = height
        self.showsXLabels = showsXLabels
    }

    private var left: Double { 58 }
    private var right: Double { width - 14 }
    private var top: Double { title.isEmpty ? 14 : 34 }
    private var bottom: Double { height - (showsXLabels ? 46 : 12) }

    /// The drawing; `role` and title make it readable to assistive programs.
    package func svg() -> String {
        var out = """
            <svg class="chart" viewBox="0 0 \(SVG.number(width)) \(SVG.number(height))" role="img" \
            aria-label="\(SVG.escape(title.isEmpty ? y.label : title))">
            """
        if !title.isEmpty {
            out +=
                "<text class=\"title\" x=\"\(SVG.number(left))\" y=\"20\">\(SVG.escape(title))</text>"
        }
        out += grid() + drawnMarks()
        for curve in curves {
            let points = zip(curve.x, curve.y).map {
                (x: x.position($0, from: left, to: right), y: y.position($1, from: bottom, to: top))
            }
            let dash = curve.dashed ? " stroke-dasharray=\"5 4\"" : ""
            out += "<path class=\"curve \(curve.style)\"\(dash) d=\"\(SVG.path(points))\"/>"
        }
        return out + legend() + "</svg>"
    }

    private func grid() -> String {
        var out = ""
        for tick in x.ticks {
            let px = SVG.number(x.position(tick, from: left, to: right))
            out += "<path class=\"grid\" d=\"M\(px) \(SVG.number(top))V\(SVG.number(bottom))\"/>"
            if showsXLabels {
                out += """
                    <text class="tick" text-anchor="middle" x="\(px)" \
                    y="\(SVG.number(bottom + 16))">\(x.text(tick))</text>
                    """
            }
        }
        for tick in y.ticks {
            let py = y.position(tick, from: bottom, to: top)
            out +=
                "<path class=\"grid\" d=\"M\(SVG.number(left)) \(SVG.number(py))H\(SVG.number(right))\"/>"
            out += """
                <text class="tick" text-anchor="end" x="\(SVG.number(left - 7))" \
                y="\(SVG.number(py + 4))">\(y.text(tick))</text>
                """
        }
        if showsXLabels {
            out += """
                <text class="label" text-anchor="middle" x="\(SVG.number((left + right) / 2))" \
                y="\(SVG.number(height - 8))">\(SVG.escape(x.label))</text>
                """
        }
        let middle = SVG.number((top + bottom) / 2)
        return out + """
            <text class="label" text-anchor="middle" transform="rotate(-90 15 \(middle))" \
            x="15" y="\(middle)">\(SVG.escape(y.label))</text>
            """
    }

    private func drawnMarks() -> String {
        marks.map { mark in
            let px = SVG.number(x.position(mark.x, from: left, to: right))
            let line =
                "<path class=\"mark\" d=\"M\(px) \(SVG.number(top))V\(SVG.number(bottom))\"/>"
            guard !mark.name.isEmpty else { return line }
            return line + """
                <text class="tick" text-anchor="middle" x="\(px)" \
                y="\(SVG.number(top - 4))">\(SVG.escape(mark.name))</text>
                """
        }.joined()
    }

    private func legend() -> String {
        let named = curves.filter { !$0.name.isEmpty }
        guard named.count > 1 else { return "" }
        var out = ""
        var px = right
        for curve in named.reversed() {
            // At most 7.4 px a character at the legend's font size.
            px -= 7.4 * Double(curve.name.count) + 26
            let y = title.isEmpty ? top + 8 : 16
            let dash = curve.dashed ? " stroke-dasharray=\"5 4\"" : ""
            out += """
                <path class="curve \(curve.style)"\(dash) d="M\(SVG.number(px)) \(SVG.number(y))h16"/>\
                <text class="tick" x="\(SVG.number(px + 20))" \
                y="\(SVG.number(y + 4))">\(SVG.escape(curve.name))</text>
                """
        }
        return out
    }
}
