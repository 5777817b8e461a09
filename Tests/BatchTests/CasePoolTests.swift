import Batch
import Foundation
import Testing

/// The pool with workers that are shell scripts: what it makes of their ends.
@Suite struct CasePoolTests {
    private let scratch: ScratchFolder
    private let folder: BatchFolder
    private let plan: BatchPlan

    init() throws {
        scratch = try ScratchFolder()
        folder = BatchFolder(scratch.path + "/b")
        let cohort = try scratch.file(
            "cohort.toml",
            """
            [[patients]]
            count = 6
            [patients.sample]
            "circulation.heartRate" = { distribution = "normal", sd = "5 1/min" }

            """)
        plan = try BatchPreparation(of: cohort, in: folder, program: "test").plan
    }

    /// Runs with workers that do what a script says; `$1` is the shard, `$2` and `$3` the cases.
    private func run(_ script: String) throws -> (isWhole: Bool, ledger: CaseLedger, starts: Int) {
        var starts = 0
        let pool = try CasePool(
            of: plan, in: folder, ledger: CaseLedger(of: folder, cases: 0..<plan.cases), jobs: 1,
            start: { cases, _ in
                starts += 1
                return try ChildProcess(
                    "/bin/bash",
                    [
                        "-c", script, "worker", folder.shard(cases), "\(cases.lowerBound)",
                        "\(cases.upperBound)",
                    ])
            },
            shouldStop: { false }, report: { _ in })
        let isWhole = try pool.run()
        return (isWhole, CaseLedger(of: folder, cases: 0..<plan.cases), starts)
    }

    /// Finishes every case that no shard has yet, each after it has begun.
    private let honest = """
        for ((c = $2; c < $3; c++)); do
            grep -qs "\\"case\\":$c,\\"state\\"" "$(dirname "$1")"/*.jsonl && continue
            echo "{\\"begin\\":[$c]}" >>"$1"
            FAULT
            echo "{\\"case\\":$c,\\"state\\":\\"done\\",\\"values\\":{\\"a\\":1}}" >>"$1"
        done
        """

    @Test func workersThatFinishMakeABatchWhole() throws {
        let (isWhole, ledger, starts) = try run(honest.replacingOccurrences(of: "FAULT", with: ":"))
        #expect(isWhole && starts == 1)
        #expect(ledger.counts == [.done: 6])
    }

    @Test func aCaseThatKillsEveryWorkerIsCrashedAndTheOthersAreDone() throws {
        let (isWhole, ledger, starts) = try run(
            honest.replacingOccurrences(of: "FAULT", with: "[ $c = 2 ] && kill -9 $$"))
        #expect(isWhole)
        #expect(ledger.state(2) == .crashed)
        #expect(ledger.counts == [.done: 5, .crashed: 1])
        // The chunk, what is before and after the case, and the case alone.
        #expect(starts <= 4)
        #expect(ledger.repeated.isEmpty)
    }

    @Test func aCaseThatKillsOneWorkerIsDoneByTheNext() throws {
        let once = scratch.path + "/once"
        let (isWhole, ledger, _) = try run(
            honest.replacingOccurrences(
                of: "FAULT", with: "[ $c = 2 ] && [ ! -e \(once) ] && touch \(once) && kill -9 $$"))
        #expect(isWhole)
        #expect(ledger.counts == [.done: 6])
    }

    /// It dies before it tells what it begins: halves find the case.
    @Test func aCaseThatKillsWorkersBeforeTheyBeginIsFound() throws {
        let (isWhole, ledger, starts) = try run(
            "[ $2 -le 4 ] && [ 4 -lt $3 ] && ! grep -qs crashed \"$(dirname \"$1\")\"/*.jsonl && kill -9 $$\n"
                + honest.replacingOccurrences(of: "FAULT", with: ":"))
        #expect(isWhole)
        #expect(ledger.state(4) == .crashed)
        #expect(ledger.counts == [.done: 5, .crashed: 1])
        #expect(starts < 12)
    }

    @Test func retriedCasesAreComputedAgain() throws {
        _ = try run(honest.replacingOccurrences(of: "FAULT", with: "[ $c = 2 ] && kill -9 $$"))
        #expect(try CaseRetry(of: plan, in: folder, states: [.failed]).count == 0)
        #expect(try CaseRetry(of: plan, in: folder, states: [.crashed]).count == 1)
        #expect(CaseLedger(of: folder, cases: 0..<6).pending == 1)
        let (isWhole, ledger, _) = try run(honest.replacingOccurrences(of: "FAULT", with: ":"))
        #expect(isWhole)
        #expect(ledger.counts == [.done: 6])
    }

    @Test func workersThatNeverBeginEndTheRun() throws {
        #expect(throws: BatchError.self) { try run("exit 1") }
        #expect(CaseLedger(of: folder, cases: 0..<6).pending == 6)
    }

    @Test func aWorkerWithoutRoomStopsTheRun() throws {
        let thrown = #expect(throws: BatchError.self) {
            try run(honest.replacingOccurrences(of: "FAULT", with: "[ $c = 3 ] && exit 73"))
        }
        #expect(thrown?.exitCode == 75)
        #expect(CaseLedger(of: folder, cases: 0..<6).counts == [.done: 3])
    }
}
