import Foundation
import Reports

/// Horizontal bars with names on their left.
struct BarChart {
    /// A bar from one value to another.
    struct Bar {
        var from: Double
        var to: Double
        var colour: String
    }

    /// A line of the chart: its name, its bars, an interval drawn as a thin line.
    struct Line {
        var name: String
        var bars: [Bar]
        var interval: ClosedRange<Double>?
    }

    var title: String
    var lines: [Line]
    /// Where bars grow from.
    var origin: Double
    /// Words for both colours.
    var legend: [(words: String, colour: String)]
    /// Whether the second bar of a line lies within the first, and is thinner.
    var isNested = false

    private let left = 230.0
    private let width = 520.0
    private let step = 24.0

    func svg() -> String {
        let ends =
            lines.flatMap {
                $0.bars.flatMap { [$0.from, $0.to] }
                    + [$0.interval?.upperBound, $0.interval?.lowerBound].compactMap { $0 }
            } + [origin]
        let low = ends.min() ?? 0
        let high = max(ends.max() ?? 1, low + 1e-12 * max(abs(low), 1))
        let margin = 0.04 * (high - low)
        func x(_ value: Double) -> String {
            SVG.number(
                left + (width - left - 16) * (value - low + margin) / (high - low + 2 * margin))
        }
        let height = 74 + step * Double(lines.count)
        var out = """
            <svg class="chart" viewBox="0 0 \(SVG.number(width)) \(SVG.number(height))" role="img" \
            aria-label="\(SVG.escape(title))"><text class="title" x="8" y="18">\(SVG.escape(title))</text>
            """
        for (place, line) in lines.enumerated() {
            let y = 34 + step * Double(place)
            out += """
                <text class="tick" text-anchor="end" x="\(SVG.number(left - 8))" y="\(SVG.number(y + 13))">\
                \(SVG.escape(Self.short(line.name)))</text>
                """
            for (level, bar) in line.bars.enumerated() {
                let (start, end) = (min(bar.from, bar.to), max(bar.from, bar.to))
                let tall = level > 0 && isNested ? 8.0 : 16.0
                out += """
                    <rect x="\(x(start))" y="\(SVG.number(y + 8 - tall / 2))" width="\
                    \(SVG.number(max((Double(x(end)) ?? 0) - (Double(x(start)) ?? 0), 0.5)))" \
                    height="\(SVG.number(tall))" fill="\(bar.colour)"/>
                    """
            }
            if let interval = line.interval {
                out += """
                    <path d="M\(x(interval.lowerBound)) \(SVG.number(y + 8))H\(x(interval.upperBound))" \
                    stroke="#16202b" stroke-width="1.2" fill="none"/>
                    """
            }
        }
        let bottom = 34 + step * Double(lines.count)
        out += "<path class=\"mark\" d=\"M\(x(origin)) 28V\(SVG.number(bottom))\"/>"
        // Labels of two marks that are close would lie on each other.
        let apart = 0.15 * (high - low)
        for value in [low, origin, high] where value == origin || abs(value - origin) > apart {
            out += """
                <text class="tick" text-anchor="middle" x="\(x(value))" y="\(SVG.number(bottom + 14))">\
                \(String(format: "%.3g", value))</text>
                """
        }
        var place = 8.0
        for item in legend {
            out += """
                <rect x="\(SVG.number(place))" y="\(SVG.number(bottom + 24))" width="12" height="9" \
                fill="\(item.colour)"/><text class="tick" x="\(SVG.number(place + 17))" \
                y="\(SVG.number(bottom + 33))">\(SVG.escape(item.words))</text>
                """
            place += 30 + 7.2 * Double(item.words.count)
        }
        return out + "</svg>"
    }

    /// A name without what all share, at most as long as there is room for.
    private static func short(_ name: String) -> String {
        let text = name.hasPrefix("circulation.") ? String(name.dropFirst(12)) : name
        return text.count > 34 ? text.prefix(33) + "…" : text
    }
}

/// What each input does from its 5 to its 95 % quantile, widest first.
struct TornadoChart {
    private let chart: BarChart

    init(_ output: SensitivityDocument.Output) {
        let effects = output.effects.compactMap {
            effect -> (SensitivityDocument.Effect, Double, Double)? in
            guard let low = effect.atLow, let high = effect.atHigh else { return nil }
            return (effect, low, high)
        }
        // A stable order: of equals the first of the list.
        let ordered = effects.enumerated().sorted { first, second in
            let a = abs(first.element.2 - first.element.1)
            let b = abs(second.element.2 - second.element.1)
            return a == b ? first.offset < second.offset : a > b
        }.map(\.element).prefix(Self.mostLines)
        chart = BarChart(
            title: "Tornado",
            lines: ordered.map { effect, low, high in
                .init(
                    name: effect.input,
                    bars: [
                        .init(from: output.atMiddle, to: high, colour: Self.high),
                        .init(from: output.atMiddle, to: low, colour: Self.low),
                    ], interval: nil)
            }, origin: output.atMiddle,
            legend: [("input low (5 %)", Self.low), ("input high (95 %)", Self.high)])
    }

    static let mostLines = 14
    // From Okabe & Ito (2008).
    private static let low = "#0072b2"
    private static let high = "#e69f00"

    func svg() -> String { chart.svg() }
}

/// Shares of variance, alone within in all, largest first.
struct ShareChart {
    private let chart: BarChart

    init(_ output: SensitivityDocument.Output) {
        chart = BarChart(
            title: "Shares of the variance",
            lines: output.ordered.prefix(TornadoChart.mostLines).compactMap { effect in
                guard let first = effect.firstOrder, let total = effect.total else { return nil }
                return .init(
                    name: effect.input,
                    bars: [
                        .init(from: 0, to: total.value, colour: "#9ecae9"),
                        .init(from: 0, to: first.value, colour: "#0072b2"),
                    ], interval: total.low...total.high)
            }, origin: 0, legend: [("alone", "#0072b2"), ("with others", "#9ecae9")], isNested: true
        )
    }

    func svg() -> String { chart.svg() }
}
