import ArgumentParser
import Batch
import CommandLineSupport
import Foundation
import Storage

/// `hearttwin-batch worker`: computes a range of cases in this process; what pools and clusters start.
struct Worker: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker", abstract: "Compute some cases of a batch.", shouldDisplay: false)

    @Option(help: "The cohort file; needed only where the folder is not made yet.")
    var cohort: String?

    @Option(name: .shortAndLong, help: "Results folder.")
    var output: String

    @Option(help: "The cases: first..<end.")
    var cases: String

    @Flag(help: "End with the run that started this: when standard input ends.")
    var withRun = false

    func run() throws {
        Interrupts.listen(quiet: true, also: [SIGUSR1])
        let folder = BatchFolder(output)
        let plan = try plan(folder)
        // One of a run has inherited the run's own.
        let lock = withRun ? nil : try BatchLock(folder, shared: true)
        defer { withExtendedLifetime(lock) {} }
        let ends = cases.components(separatedBy: "..<").compactMap { Int($0) }
        guard ends.count == 2, cases == "\(ends[0])..<\(ends[1])", ends[0] >= 0, ends[0] < ends[1],
            ends[1] <= plan.cases
        else { throw BatchError.noSuchCases(text: cases, count: plan.cases) }
        try Self.compute(ends[0]..<ends[1], of: plan, in: folder) {
            Interrupts.stopRequested || (withRun && Self.inputHasEnded)
        }
    }

    /// Computes cases in this process.
    ///
    /// - Throws: ``BatchError``; the codes 75 where it was told to stop, 73 where there is no room.
    static func compute(
        _ cases: Range<Int>, of plan: BatchPlan, in folder: BatchFolder,
        shouldStop: @escaping () -> Bool
    ) throws {
        let worker = CaseWorker(
            of: plan, in: folder, cases: cases, simulator: Companion.path("hearttwin"),
            shouldStop: shouldStop)
        do {
            guard try worker.run() == .complete else { throw ExitCode(CommandExit.retry) }
        } catch let error where Self.isLackOfRoom(error) {
            // Told apart from a stop: starting again at once would not help.
            ProgressLine.write("hearttwin: \(error)\n")
            throw ExitCode(CommandExit.cannotCreate)
        }
    }

    private static func isLackOfRoom(_ error: any Error) -> Bool {
        switch error {
        case BatchError.noSpace, StorageError.noSpace: true
        default: false
        }
    }

    private func plan(_ folder: BatchFolder) throws -> BatchPlan {
        do {
            return try BatchPlan(reading: folder)
        } catch BatchError.noBatch(let path) {
            guard let cohort else { throw BatchError.noBatch(folder: path) }
            let lock = try BatchLock(folder)
            defer { withExtendedLifetime(lock) {} }
            return try BatchPreparation(
                of: cohort, in: folder, program: Version.program
            ).plan
        }
    }

    /// Whether the other end of the pipe has gone.
    private static var inputHasEnded: Bool {
        var descriptor = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
        return poll(&descriptor, 1, 0) > 0
    }
}
