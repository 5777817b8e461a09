import Foundation
import Reports
import Testing

@Suite struct RunComparisonTests {
    private func summary(
        _ values: [(String, Double)], periodic: Bool = true, interventions: String = "none"
    ) throws -> RunSummary {
        let numbers = values.map {
            #"{"identifier":"\#($0.0)","name":"\#($0.0)","value":\#($0.1),"unit":"mL","#
                + #""low":1,"high":5,"inRange":\#($0.1 <= 5)}"#
        }.joined(separator: ",")
        let json = """
            {"patient":"x","completed":true,"periodic":\(periodic),"beats":2,"largestChangePercent":[0.1],
            "convergence":[],"numbers":[\(numbers)],"segments":[],"warnings":[],"secondsPerBeat":1,
            "realTimeFactor":1,"wallSeconds":1,"cpuSeconds":1,"steps":1,"newtonIterations":1,"factorisations":1,
            "rejectedSteps":0,"bloodVolumeDrift":0,"imagedVolumesML":[1,1],"imageDistanceMm":0,
            "provenance":{"interventions":"\(interventions)"}}
            """
        return try JSONDecoder().decode(RunSummary.self, from: Data(json.utf8))
    }

    @Test func changesAreTreatedMinusUntreated() throws {
        let comparison = RunComparison(
            untreated: try summary([("a", 4), ("b", 0), ("only", 1)]),
            treated: try summary([("a", 6), ("b", 2)], interventions: "x()"))
        #expect(comparison.deltas.map(\.identifier) == ["a", "b"])
        #expect(comparison.deltas[0].change == 2)
        #expect(comparison.deltas[0].changePercent == 50)
        #expect(comparison.deltas[0].inRange == false)
        // Nothing is no base for a percentage.
        #expect(comparison.deltas[1].changePercent == nil)
        #expect(comparison.interventions == "x()")
        #expect(comparison.warnings.isEmpty)
    }

    @Test func whatMakesChangesDoubtfulIsSaid() throws {
        let comparison = RunComparison(
            untreated: try summary([("a", 4)], interventions: "y()"),
            treated: try summary([("a", 6)], periodic: false))
        #expect(comparison.warnings.count == 2)
        #expect(comparison.warnings.contains { $0.contains("treated heart has not come to rest") })
        #expect(comparison.warnings.contains { $0.contains("y()") })
    }
}
