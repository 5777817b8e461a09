import Comparisons
import Foundation
import MembraneModels
import Reports
import Testing

/// Finished runs compared, with what they say of their channels, beats and activation.
@Suite struct RunDoubtsTests {
    private func run(
        _ values: [(String, String)] = [("lvSVML", "70")], provenance: [String: String] = [:],
        warnings: [String] = [], completed: Bool = true, periodic: Bool = true
    ) throws -> RunSummary {
        let numbers = values.map {
            #"{"identifier":"\#($0.0)","name":"\#($0.0)","value":\#($0.1),"unit":"ms"}"#
        }.joined(separator: ",")
        let source = try String(decoding: JSONEncoder().encode(provenance), as: UTF8.self)
        let said = try String(decoding: JSONEncoder().encode(warnings), as: UTF8.self)
        let json = """
            {"patient":"x","completed":\(completed),"periodic":\(periodic),"beats":2,"largestChangePercent":[0.1],
            "convergence":[],"numbers":[\(numbers)],"segments":[],"warnings":\(said),"secondsPerBeat":1,
            "realTimeFactor":1,"wallSeconds":1,"cpuSeconds":1,"steps":1,"newtonIterations":1,"factorisations":1,
            "rejectedSteps":0,"bloodVolumeDrift":0,"imagedVolumesML":[1,1],"imageDistanceMm":0,
            "provenance":\(source)}
            """
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return try decoder.decode(RunSummary.self, from: Data(json.utf8))
    }

    private func doubts(_ untreated: RunSummary, _ treated: RunSummary) -> [String] {
        var comparison = RunComparison(untreated: untreated, treated: treated)
        comparison.addDoubts(untreated: untreated, treated: treated)
        return comparison.warnings
    }

    @Test func whatARunSaysOfItselfIsSaidOfTheComparison() throws {
        #expect(doubts(try run(), try run()).isEmpty)
        let found = doubts(
            try run(warnings: ["The endo cell has not settled in its rhythm."]),
            try run([("lvTauMs", #""nan""#)], completed: false))
        #expect(found.count == 3)
        #expect(found[0] == "untreated: The endo cell has not settled in its rhythm.")
        #expect(found[1].contains("treated run was stopped"))
        #expect(found[2].contains("no value of lvTauMs"))
    }

    @Test func unrestIsSaidOnce() throws {
        let restless = try run(
            warnings: ["The beat is not periodic after 2 beats."], periodic: false)
        #expect(
            doubts(try run(), restless) == ["treated: The beat is not periodic after 2 beats."])
        #expect(doubts(try run(periodic: false), try run()).count == 1)
    }

    @Test func pacingThatChangesNoActivationIsSaid() throws {
        func activated(_ how: String, _ qrs: String) throws -> RunSummary {
            try run([("qrsDurationMs", qrs)], provenance: ["activation": how])
        }
        #expect(
            doubts(try activated("lbbb", "140"), try activated("crt-lateral", "140.4")).contains {
                $0.contains("started by crt-lateral") && $0.contains("does not capture")
            })
        #expect(doubts(try activated("lbbb", "140"), try activated("crt-lateral", "120")).isEmpty)
        #expect(doubts(try activated("lbbb", "140"), try activated("lbbb", "140")).isEmpty)
    }

    @Test func dosesOfRunsAreHeldAgainstThoseStudied() throws {
        func treated(_ calls: String) throws -> [String] {
            doubts(try run(), try run(provenance: ["interventions": calls]))
        }
        #expect(
            try treated("crt; ion-channel-drug(drug=dofetilide, multiple=20)").first?.contains(
                "multiple is 20, 0 to 1.5 in healthy") == true)
        #expect(try treated("my-own(dose=3); ion-channel-drug(drug=dofetilide)").isEmpty)
    }

    // MARK: Channels

    private func cells(_ text: String) throws -> RunSummary {
        try run(
            [("apd90MeanMs", "250"), ("glsPercent", "-18")],
            provenance: [
                "parameters other than defaults": "circulation.bloodVolume = 5107.0 mL\(text)"
            ])
    }

    @Test func equalChannelsHaveNoRow() throws {
        #expect(ChannelComparison(untreated: try cells(""), treated: try cells("")) == nil)
        let fitted = try cells("; cells.rapidRectifier = 0.8 1")
        #expect(ChannelComparison(untreated: fitted, treated: fitted) == nil)
        // A factor of one and none are the same; potassium is no channel.
        #expect(
            ChannelComparison(
                untreated: try cells(""),
                treated: try cells("; cells.calcium = 1.0 1; cells.potassium = 6.0 mM")) == nil)
    }

    /// Factors give the charge of a drug that leaves as much; the row has both runs and their difference.
    @Test func rowIsThatOfADrugWithTheSameBlock() throws {
        var brief = CiPAProtocol()
        brief.beats = 60
        let (untreated, treated) = (
            try cells(""), try cells("; cells.calcium = 0.5 1; cells.rapidRectifier = 0.8 1")
        )
        var comparison = RunComparison(untreated: untreated, treated: treated)
        var shares: [Double] = []
        try #require(ChannelComparison(untreated: untreated, treated: treated))
            .add(to: &comparison, protocol: brief) { shares.append($0) }
        let drug = Drug(
            "x", cmax: 1,
            blocks: [.calcium: HillBlock(1, 1), .rapidRectifier: HillBlock(4, 1)])
        let known = try brief.run([(drug: drug, concentration: 1)])
        #expect(
            comparison.deltas.map(\.identifier) == ["apd90MeanMs", "qNetUCPerUF", "glsPercent"])
        let row = comparison.deltas[1]
        // Pacing in portions chooses its first steps anew.
        #expect(abs(row.untreated / known[0].netCharge - 1) < 1e-3)
        #expect(abs(row.treated / known[1].netCharge - 1) < 1e-3)
        #expect(abs(row.treated / row.untreated - 1) > 0.02)
        #expect(row.change == row.treated - row.untreated)
        #expect(shares.last == 1 && shares == shares.sorted())
        let words = try #require(comparison.warnings.last)
        #expect(words.contains("treated: ICaL 0.5, IKr 0.8") && words.contains("untreated: all 1"))
        #expect(words.contains("in beat 61"))
    }
}
