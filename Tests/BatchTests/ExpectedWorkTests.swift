import Batch
import Foundation
import Testing

@Suite struct ExpectedWorkTests {
    private let scratch: ScratchFolder
    private let folder: BatchFolder
    private let plan: BatchPlan

    /// Four patients, each untreated and in two scenarios: twelve cases.
    init() throws {
        scratch = try ScratchFolder()
        folder = BatchFolder(scratch.path + "/b")
        let cohort = try scratch.file(
            "cohort.toml",
            """
            [run]
            duration = "100 s"
            [[patients]]
            count = 4
            [patients.sample]
            "circulation.heartRate" = { distribution = "normal", sd = "5 1/min" }
            [[scenarios]]
            name = "bled"
            interventions = ["haemorrhage(volume=500 mL)"]
            [[scenarios]]
            name = "bled little"
            interventions = ["haemorrhage(volume=200 mL)"]

            """)
        plan = try BatchPreparation(of: cohort, in: folder, program: "test").plan
    }

    private func work() -> ExpectedWork {
        ExpectedWork(of: plan, CaseLedger(of: folder, cases: 0..<plan.cases))
    }

    private func ended(_ number: Int, _ seconds: Double?) -> CaseRecord {
        CaseRecord(case: number, state: .done, seconds: seconds, values: [:])
    }

    @Test func scenariosWeighWhatTheyHaveCost() {
        var work = work()
        #expect(work.share == 0)
        for number in stride(from: 0, to: 12, by: 3) { work.take(ended(number, 1)) }
        // A hundred seconds of a treated heart are expected to cost ten untreated ones: 4 of 4 + 8 · 10.
        #expect(abs(work.share - 4.0 / 84) < 1e-12, "\(work.share)")
        work.take(ended(1, 5))
        // One scenario has cost 5 a case; the other is expected to cost the same.
        #expect(abs(work.share - (4.0 + 5) / (4 + 8 * 5)) < 1e-12, "\(work.share)")
        work.take(ended(2, 20))
        #expect(abs(work.share - (4.0 + 5 + 20) / (4 + 20 + 80)) < 1e-12, "\(work.share)")
        for number in [4, 5, 7, 8, 10, 11] { work.take(ended(number, number % 3 == 1 ? 5 : 20)) }
        #expect(abs(work.share - 1) < 1e-12)
    }

    @Test func casesWithoutATimeCountAlike() {
        var work = work()
        for number in 0..<6 { work.take(ended(number, nil)) }
        #expect(work.share == 0.5)
    }

    /// What earlier runs have ended is no part of this run's work.
    @Test func onlyWhatIsLeftCounts() throws {
        let shard = folder.shards + "/000000000-000000006.jsonl"
        let lines = (0..<6).map { #"{"case":\#($0),"state":"done","values":{"a":1}}"# + "\n" }
        try lines.joined().write(toFile: shard, atomically: true, encoding: .utf8)
        var work = work()
        #expect(work.share == 0)
        work.take(ended(6, 2))
        work.take(ended(9, 2))
        #expect(work.share < 0.2)
    }
}
