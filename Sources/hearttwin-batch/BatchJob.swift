import Batch
import CommandLineSupport
import Foundation

/// A run of a batch: folder, workers, progress, table.
struct BatchJob {
    let cohort: String
    let folder: BatchFolder
    let jobs: Int
    let anew: Bool
    let retry: Set<CaseRecord.State>
    let output: OutputOptions

    /// What a run ends with.
    struct Summary {
        var document: BatchSummary
        var text: String
        var code: Int32
    }

    /// Runs; nil where only the folder was made.
    ///
    /// - Throws: ``BatchError``.
    func run(preparing: Bool) throws -> Summary? {
        // Held until the end of the run; workers hold it, too.
        let lock = try BatchLock(folder) {
            say("waiting for workers of an earlier run in \(folder.path) ...")
        }
        let prepared: BatchPreparation
        do {
            prepared = try BatchPreparation(
                of: cohort, in: folder, program: Version.program, anew: anew)
        } catch {
            folder.abandon()
            throw error
        }
        let plan = prepared.plan
        for note in prepared.notes { say(note) }
        if !prepared.tolerated.isEmpty, !prepared.wasThere {
            say("\(prepared.tolerated.count) problems; their patients are skipped:")
            for problem in prepared.tolerated { say("  \(problem)") }
        }
        if !retry.isEmpty {
            say("\(try CaseRetry(of: plan, in: folder, states: retry).count) cases are tried again")
        }
        if preparing {
            say("\(folder.path): \(plan.cases) cases are ready")
            return nil
        }
        let ledger = CaseLedger(of: folder, cases: 0..<plan.cases)
        tell(ledger, plan)
        let isWhole = try compute(plan, ledger)
        guard isWhole else {
            say("stopped; the same command goes on")
            throw Stopped()
        }
        let summary = try BatchResults.collect(plan, folder)
        withExtendedLifetime(lock) {}
        return Summary(
            document: summary,
            text: summary.text + "\n\n\(folder.table)\n\(folder.file)",
            code: BatchResults.exitCode(summary))
    }

    /// A run that was asked to stop.
    struct Stopped: CommandError {
        var exitCode: Int32 { CommandExit.retry }
        var description: String { "stopped before the end; nothing that is finished is lost" }
    }

    private func say(_ text: String) {
        if !output.quiet { ProgressLine.write("hearttwin: \(text)\n") }
    }

    private func tell(_ ledger: CaseLedger, _ plan: BatchPlan) {
        if ledger.pending < plan.cases {
            say("\(plan.cases - ledger.pending) of \(plan.cases) cases have ended before")
        }
        for file in Set(ledger.torn).sorted() {
            let count = ledger.torn.filter { $0 == file }.count
            say(
                "\(file): \(count) line\(count == 1 ? "" : "s") half-written by a killed worker, left out"
            )
        }
        if !ledger.repeated.isEmpty {
            say("\(ledger.repeated.count) cases were computed twice; the first results count")
        }
    }

    private func compute(_ plan: BatchPlan, _ ledger: CaseLedger) throws -> Bool {
        guard ledger.pending > 0 else {
            // The manifest may lack what a killed run recorded last.
            try Manifest(of: folder).complete(from: ledger, plan)
            return true
        }
        // Its clock starts here: waiting for others and working the cohort out say nothing of the time that is left.
        let progress = output.progress()
        defer { progress.finish() }
        let program = Companion.path("hearttwin-batch")
        let pool = try CasePool(
            of: plan, in: folder, ledger: ledger, jobs: jobs,
            start: { cases, input in
                try ChildProcess(
                    program,
                    [
                        "worker", "--output", folder.path, "--cases",
                        "\(cases.lowerBound)..<\(cases.upperBound)", "--with-run",
                    ], input: input)
            },
            shouldStop: { Interrupts.stopRequested },
            report: { state in
                progress.update(
                    state.share,
                    "\(state.done) done, \(state.failed) failed, \(state.total - state.ended) left")
            })
        return try pool.run()
    }
}

/// The table and the exit code of a batch.
enum BatchResults {
    /// Writes results.csv and results.h5.
    static func collect(_ plan: BatchPlan, _ folder: BatchFolder) throws -> BatchSummary {
        let ledger = CaseLedger(of: folder, cases: 0..<plan.cases)
        return try ResultTable(of: plan, in: folder, ledger: ledger).write()
    }

    /// 0 where every case is done or was skipped as the cohort says, 75 where some have no end yet, else 3.
    static func exitCode(_ summary: BatchSummary) -> Int32 {
        if (summary.states["pending"] ?? 0) > 0 { return CommandExit.retry }
        let bad = ["failed", "timed-out", "crashed"].map { summary.states[$0] ?? 0 }.reduce(0, +)
        return bad > 0 ? CommandExit.diverged : 0
    }
}
