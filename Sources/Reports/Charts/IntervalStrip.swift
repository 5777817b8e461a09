/// Intervals on a strip with a mark: what was known, what is known, the best value.
package struct IntervalStrip {
    var low: Double
    var high: Double
    /// Grey band: before, or the measurement's own interval.
    var wide: ClosedRange<Double>?
    /// Green band: what is normal.
    var normal: ClosedRange<Double>?
    /// Blue bar.
    var narrow: ClosedRange<Double>?
    var value: Double
    /// A line to compare with.
    var zero: Double?

    package init(
        low: Double, high: Double, wide: ClosedRange<Double>? = nil,
        normal: ClosedRange<Double>? = nil, narrow: ClosedRange<Double>? = nil, value: Double,
        zero: Double? = nil
    ) {
        self.low = low
        self.high = high
        self.wide = wide
        self.normal = normal
        self.narrow = narrow
        self.value = value
        self.zero = zero
    }

    /// The drawing.
    package func svg() -> String {
        var out = "<svg viewBox=\"0 0 300 22\" preserveAspectRatio=\"none\" role=\"img\">"
        out += "<rect x=\"0\" y=\"9.5\" width=\"300\" height=\"3\" rx=\"1.5\" fill=\"#eef1f4\"/>"
        out += bar(wide, height: 12, colour: "#d3dae1") + bar(normal, height: 12, colour: "#bfe3d5")
        if let zero {
            out +=
                "<path d=\"M\(SVG.number(x(zero))) 1v20\" stroke=\"#8793a0\" stroke-width=\"1\"/>"
        }
        out += bar(narrow, height: 6, colour: "#0072b2")
        return out + """
            <rect x="\(SVG.number(x(value) - 2.5))" y="2" width="5" height="18" rx="2" fill="#16202b"/></svg>
            """
    }

    private func x(_ value: Double) -> Double {
        let share = (value - low) / max(high - low, 1e-12)
        return 300 * min(max(share, 0.01), 0.99)
    }

    private func bar(_ range: ClosedRange<Double>?, height: Double, colour: String) -> String {
        guard let range else { return "" }
        let (start, end) = (x(range.lowerBound), x(range.upperBound))
        return """
            <rect x="\(SVG.number(start))" y="\(SVG.number(11 - height / 2))" \
            width="\(SVG.number(max(end - start, 1)))" height="\(SVG.number(height))" rx="2" \
            fill="\(colour)"/>
            """
    }
}
