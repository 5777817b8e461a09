import Foundation
import Numerics
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

    /// A heart in which "a" changes by so much and "b" is there in even ones alone.
    private func heart(_ number: Int, change: Double) throws -> HeartPair {
        HeartPair(
            untreated: try summary([("a", 10 + Double(number)), ("b", 1)]),
            treated: try summary(
                [("a", 10 + Double(number) + change)] + (number % 2 == 0 ? [("b", 1)] : []),
                periodic: number != 3))
    }

    @Test func equallyLikelyHeartsAreComparedWithThemselves() throws {
        // Changes of 1, 2, … 21: the spread of the hearts themselves falls out.
        let hearts = try (1...21).map { try heart($0, change: Double($0)) }
        let comparison = RunComparison(
            untreated: try summary([("a", 10), ("b", 1)]),
            treated: try summary([("a", 12), ("b", 1)]), hearts: hearts)
        #expect(comparison.hearts == 21)
        let samples = try #require(comparison.deltas[0].hearts)
        #expect(samples.intervalOfChanges?.low == 2)
        #expect(samples.intervalOfChanges?.high == 20)
        #expect(samples.shareRising == 1)
        #expect(comparison.certainChanges?.map(\.identifier) == ["a"])
        #expect(comparison.direction(of: comparison.deltas[0]) == "rises in 100 %")
        #expect(comparison.direction(of: comparison.deltas[1]) == "the same in all of 10")
        #expect(comparison.warnings.contains { $0.hasPrefix("1 of the 42 runs") })
        let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(comparison))
        let first = ((json as? [String: Any])?["deltas"] as? [[String: Any]])?.first
        #expect(first?["changeHigh"] as? Double == 20)
        #expect(first?["probabilityOfRise"] as? Double == 1)
        #expect(comparison.text.contains("intervals of 21 equally likely hearts"))
    }

    @Test func directionsThatHeartsDisagreeOnAreNotCertain() throws {
        let hearts = try (1...4).map { try heart($0, change: $0 == 1 ? 1 : -1) }
        let comparison = RunComparison(
            untreated: try summary([("a", 10)]), treated: try summary([("a", 9)]), hearts: hearts)
        #expect(comparison.certainChanges?.isEmpty == true)
        #expect(comparison.direction(of: comparison.deltas[0]) == "falls in 75 %")
    }
}
