import HeartModel
import LoopLevel
import Testing

@Suite struct LoopReportTests {
    /// Known only where the surface of the body is.
    @Test func theCardiacIndexIsTheOutputByTheSurface() throws {
        let untreated = HeartParameters()
        var treated = untreated
        try treated.set("circulation.bloodVolume", 4800)
        let response = try LoopResponse(
            of: LoopMember(untreated: untreated, treated: treated), reflex: true, duration: 5000)
        func rows(_ surface: Double?) -> [LoopReport.Row] {
            LoopReport(
                patient: "adult", interventions: [], baroreflex: true, activation: nil,
                surfaceAreaM2: surface, response: response
            ).document.metrics
        }
        #expect(!rows(nil).contains { $0.id == "cardiacIndexLPerMinPerM2" })
        let known = rows(2)
        let output = try #require(known.first { $0.id == "cardiacOutputLPerMin" })
        let index = try #require(known.first { $0.id == "cardiacIndexLPerMinPerM2" })
        #expect(index.untreated == output.untreated / 2)
        #expect(index.treated == output.treated.map { $0 / 2 })
        #expect(index.change == output.change.map { $0 / 2 })
        #expect(index.changePercent == output.changePercent)
        #expect(known.count == rows(nil).count + 1)
    }
}
