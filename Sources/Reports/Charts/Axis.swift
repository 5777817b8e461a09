import Foundation

/// A linear axis: which values it shows, where its ticks are and how values map to pixels.
package struct Axis {
    /// What the axis shows, with its unit.
    var label: String
    /// Lowest and highest value shown.
    var range: ClosedRange<Double>
    /// Values that carry a tick.
    var ticks: [Double]

    /// An axis that covers the given values with round ticks; `includes` are values it must show.
    package init(
        _ label: String, covering values: [Double], includes: [Double] = [], tickCount: Int = 6
    ) {
        let shown = (values + includes).filter(\.isFinite)
        var low = shown.min() ?? 0
        var high = shown.max() ?? 1
        if high - low < 1e-12 * max(abs(high), 1) {
            low -= 0.5
            high += 0.5
        }
        let step = Self.roundStep((high - low) / Double(max(tickCount - 1, 1)))
        low = (low / step).rounded(.down) * step
        high = (high / step).rounded(.up) * step
        self.init(label, range: low...high, step: step)
    }

    /// An axis with a given range and distance of ticks.
    package init(_ label: String, range: ClosedRange<Double>, step: Double) {
        self.label = label
        self.range = range
        let first = (range.lowerBound / step).rounded(.up)
        let last = (range.upperBound / step).rounded(.down)
        ticks = last >= first ? stride(from: first, through: last, by: 1).map { $0 * step } : []
    }

    /// Pixel of a value on a scale from `start` to `end`.
    func position(_ value: Double, from start: Double, to end: Double) -> Double {
        let share = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
        return start + share * (end - start)
    }

    /// A tick as text, without useless decimals.
    func text(_ tick: Double) -> String {
        let step = ticks.count > 1 ? abs(ticks[1] - ticks[0]) : 1
        let decimals = step >= 0.999 ? 0 : step >= 0.0999 ? 1 : step >= 0.00999 ? 2 : 3
        return String(format: "%.\(decimals)f", tick == 0 ? 0 : tick)
    }

    /// The smallest of 1, 2, 5 × 10ⁿ that is not below `raw`.
    private static func roundStep(_ raw: Double) -> Double {
        let decade = pow(10, log10(raw).rounded(.down))
        for factor in [1.0, 2, 5, 10] where factor * decade >= raw * (1 - 1e-9) {
            return factor * decade
        }
        return 10 * decade
    }
}
