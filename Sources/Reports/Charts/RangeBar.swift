/// A value on a strip with its normal range.
struct RangeBar {
    var value: Double
    var low: Double
    var high: Double

    /// The drawing; the range takes the middle half of the strip.
    func svg() -> String {
        let span = max(high - low, 1e-12)
        let share = min(max((value - (low - span / 2)) / (2 * span), 0.01), 0.99)
        let inside = value >= low && value <= high
        return """
            <svg viewBox="0 0 200 16" preserveAspectRatio="none" role="img" aria-label="\
            \(inside ? "inside" : "outside") the range"><rect x="0" y="6" width="200" height="4" rx="2" \
            fill="#e6eaee"/><rect x="50" y="6" width="100" height="4" rx="2" fill="#9fd3c0"/>\
            <rect x="\(SVG.number(200 * share - 2))" y="1" width="4" height="14" rx="2" \
            fill="\(inside ? "#00795a" : "#b3261e")"/></svg>
            """
    }
}
