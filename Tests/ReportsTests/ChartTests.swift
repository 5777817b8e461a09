import Foundation
import Reports
import Testing

@Suite struct ChartTests {
    /// Labels of the vertical axis.
    private func ticks(of chart: LineChart) -> [Double] {
        let pattern = /text-anchor="end"[^>]*>(-?[0-9.]+)</
        return chart.svg().matches(of: pattern).compactMap { Double($0.1) }
    }

    @Test func axesAreRoundAndHoldWhatTheyShow() {
        let chart = LineChart(
            title: "", x: Axis("x", covering: [0, 1]),
            y: Axis("y", covering: [3.2, 117.9], includes: [0]),
            curves: [Curve(name: "", x: [0, 1], y: [3.2, 117.9], style: "left")])
        let found = ticks(of: chart)
        #expect(found.first == 0)
        #expect(found.last ?? 0 >= 117.9)
        let steps = zip(found, found.dropFirst()).map { $1 - $0 }
        #expect(steps.allSatisfy { abs($0 - steps[0]) < 1e-9 })
        #expect([20, 50].contains(steps[0]))
    }

    @Test func aConstantHasAnAxis() {
        let chart = LineChart(
            title: "", x: Axis("x", covering: [0, 1]), y: Axis("y", covering: [5, 5]),
            curves: [Curve(name: "", x: [0, 1], y: [5, 5], style: "left")])
        let found = ticks(of: chart)
        #expect(found.first ?? 6 < 5 && found.last ?? 4 > 5)
        #expect(!chart.svg().contains("nan"))
    }

    @Test func theUntreatedHeartIsDashedBehindTheTreated() throws {
        var before = ReportBeat()
        before.time = [0, 400, 800]
        before.leftVolume = [120, 60, 120]
        before.leftPressure = [8, 110, 8]
        var after = before
        after.time = [0, 500, 1000]
        after.leftVolume = [140, 60, 140]
        let svg = ReportCharts(beat: after, untreated: before).leftLoop().svg()
        let dashed = try #require(svg.range(of: "stroke-dasharray"))
        let solid = try #require(svg.range(of: "class=\"curve left\" d=", options: .backwards))
        #expect(dashed.lowerBound < solid.lowerBound)
        #expect(svg.contains(">untreated<") && svg.contains(">treated<"))
        // Alone, a heart needs no legend.
        #expect(!ReportCharts(beat: after).leftLoop().svg().contains("treated"))
    }
}
