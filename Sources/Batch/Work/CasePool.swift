import Foundation

/// Computes the cases of a batch with workers of this machine.
///
/// A worker is a process: what kills it ends at most the case it is in. That one is tried once more, alone;
/// if it takes its worker with it again, it is recorded as crashed and the rest goes on.
public final class CasePool {
    /// How far a batch is.
    public struct Progress: Sendable {
        /// All cases.
        public var total: Int
        /// Cases with an end, those of earlier runs too.
        public var ended: Int
        /// Cases with an end by this run.
        public var endedNow: Int
        /// Cases that are done.
        public var done: Int
        /// Cases that ended otherwise.
        public var failed: Int
        /// Share of this run's work that is done, by what cases have cost so far [1].
        public var share: Double
    }

    private let folder: BatchFolder
    private let plan: BatchPlan
    private let jobs: Int
    private let manifest: Manifest
    private let start: (Range<Int>, Int32) throws -> ChildProcess
    private let shouldStop: () -> Bool
    private let report: (Progress) -> Void

    private var queue: [Range<Int>] = []
    private var suspects: [Int] = []
    private var retried: Set<Int> = []
    private var workers: [PoolWorker] = []
    private var progress: Progress
    private var work: ExpectedWork
    private var isStopping = false
    private var failure: BatchError?
    private var fruitless = 0

    /// Describes a run.
    ///
    /// - Parameters:
    ///   - ledger: what earlier runs have finished.
    ///   - start: starts a worker for cases, its standard input the given descriptor.
    ///   - shouldStop: asked all the time.
    ///   - report: told how far the batch is.
    public init(
        of plan: BatchPlan, in folder: BatchFolder, ledger: CaseLedger, jobs: Int,
        start: @escaping (_ cases: Range<Int>, _ input: Int32) throws -> ChildProcess,
        shouldStop: @escaping () -> Bool, report: @escaping (Progress) -> Void
    ) throws {
        precondition(jobs > 0, "at least one worker")
        self.plan = plan
        self.folder = folder
        self.jobs = jobs
        self.start = start
        self.shouldStop = shouldStop
        self.report = report
        manifest = try Manifest(of: folder)
        try manifest.complete(from: ledger, plan)
        let done = ledger.counts[.done] ?? 0
        let ended = plan.cases - ledger.pending
        progress = Progress(
            total: plan.cases, ended: ended, endedNow: 0, done: done, failed: ended - done,
            share: 0)
        work = ExpectedWork(of: plan, ledger)
        queue = Self.chunks(of: plan, ledger, jobs: jobs).reversed()
    }

    /// Chunks that each worker gets in turn, so that the last of them end together within an eighth of the batch.
    private static let chunksPerWorker = 8
    /// Points that fill the lanes of ``LoopCases`` many times over, and how many a worker takes at most: about a minute's
    /// work, after which it starts anew with its memory back.
    private static let chunkPoints = (least: 64, most: 1024)

    /// Points of a chunk: a multiple of the least, and enough chunks for every worker.
    static func pointsPerChunk(_ plan: BatchPlan, jobs: Int) -> Int {
        guard plan.run.level == .loop else { return 1 }
        let (least, most) = chunkPoints
        let share = plan.points / (chunksPerWorker * jobs)
        return min(max(share / least * least, least), most)
    }

    /// Consecutive cases that are not all finished.
    private static func chunks(of plan: BatchPlan, _ ledger: CaseLedger, jobs: Int) -> [Range<Int>]
    {
        let size = pointsPerChunk(plan, jobs: jobs) * plan.casesPerPoint
        return stride(from: 0, to: plan.cases, by: size).map {
            $0..<min($0 + size, plan.cases)
        }.filter { chunk in chunk.contains { ledger.state($0) == nil } }
    }

    /// Runs until every case has an end, or until it is told to stop.
    ///
    /// - Returns: false where it was told to stop.
    /// - Throws: ``BatchError``; everything finished is recorded then.
    public func run() throws -> Bool {
        // Workers notice by the end of this pipe that the run has gone, however it went.
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            throw BatchError.unwritable(file: "a pipe", reason: String(cString: strerror(errno)))
        }
        defer { for end in ends { close(end) } }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        do {
            while try turn(ends[0]) { usleep(20_000) }
        } catch {
            abandon()
            throw error
        }
        if let failure { throw failure }
        report(progress)
        return !isStopping
    }

    /// One round: looks after the workers, starts others; false when all is over.
    private func turn(_ input: Int32) throws -> Bool {
        for worker in workers { try hear(worker) }
        for worker in workers {
            guard let end = worker.process.end() else {
                worker.isLate(limit: plan.run.secondsPerCase) ? worker.kill() : ()
                continue
            }
            workers.removeAll { $0 === worker }
            defer { worker.close() }
            try hear(worker)
            try take(end, of: worker)
        }
        if !isStopping, shouldStop() { stop() }
        while !isStopping, workers.count < jobs, let cases = next() {
            // What an earlier worker with the same cases has recorded is known.
            let known = LineFile.size(folder.shard(cases))
            let worker = PoolWorker(
                try start(cases, input), cases, folder.shard(cases), from: known)
            workers.append(worker)
            try manifest.running(cases, worker: worker.process.identifier)
        }
        report(progress)
        return !workers.isEmpty
    }

    private func next() -> Range<Int>? {
        if let cases = queue.popLast() { return cases }
        // Suspects come last, each alone: they may take long.
        return suspects.popLast().map { number in
            retried.insert(number)
            return number..<number + 1
        }
    }

    /// Takes what a worker has recorded since it was last heard.
    private func hear(_ worker: PoolWorker) throws {
        let records = worker.news()
        guard !records.isEmpty else { return }
        fruitless = 0
        for record in records { count(record) }
        try manifest.ended(records, plan)
    }

    private func count(_ record: CaseRecord) {
        progress.ended += 1
        progress.endedNow += 1
        work.take(record)
        progress.share = work.share
        if record.state == .done { progress.done += 1 } else { progress.failed += 1 }
    }

    /// What keeps a worker from writing.
    private var whyUnwritten: BatchError {
        guard access(folder.shards, W_OK) != 0 else { return .noSpace(file: folder.shards) }
        return .unwritable(file: folder.shards, reason: String(cString: strerror(errno)))
    }

    private func take(_ end: ChildProcess.End, of worker: PoolWorker) throws {
        switch end {
        case .exit(0): fruitless = 0
        case .exit(73):
            failure = failure ?? whyUnwritten
            stop()
        case _ where worker.begun.isEmpty && worker.ended == 0 && !isStopping:
            try divide(worker, end)
        case .exit(75):
            // Told to stop by us, or by somebody else.
            if !isStopping { queue.append(worker.cases) }
        case .exit, .signal:
            try bury(worker, end)
        }
    }

    /// Most workers in a row that die before they begin with a case: halving finds one case of 2²⁴.
    private static let mostFruitless = 24
    /// Most in a row that end by themselves before they begin: the second may have met a file that was just being
    /// written, the third says what all others would.
    private static let mostRefusals = 3

    /// A worker ended before it began with a case: what ended it is in one half of its cases.
    ///
    /// One that ends by itself says why, and others would say the same.
    private func divide(_ worker: PoolWorker, _ end: ChildProcess.End) throws {
        fruitless += 1
        var isDeath = false
        if case .signal = end { isDeath = true }
        guard fruitless < (isDeath ? Self.mostFruitless : Self.mostRefusals) else {
            failure = .workersFail(end: Self.words(end))
            return stop()
        }
        let cases = worker.cases
        if cases.count > 1, isDeath {
            let middle = cases.lowerBound + cases.count / 2
            queue += [middle..<cases.upperBound, cases.lowerBound..<middle]
        } else if let number = cases.first, cases.count == 1, isDeath, retried.contains(number) {
            try record(
                CaseRecord(
                    case: number, state: .crashed, reason: Self.words(end), exit: Self.code(end)))
        } else if cases.count == 1, isDeath {
            suspects.append(cases.lowerBound)
        } else {
            queue.append(cases)
        }
    }

    /// Records what no worker could.
    private func record(_ record: CaseRecord) throws {
        try CaseShard(folder.poolShard).end([record])
        count(record)
        try manifest.ended([record], plan)
    }

    /// A worker died: the cases it was in are suspects, the rest of its cases go on.
    private func bury(_ worker: PoolWorker, _ end: ChildProcess.End) throws {
        let open = worker.begun
        let (known, fresh) = (
            open.filter { retried.contains($0) }, open.filter { !retried.contains($0) }
        )
        if worker.cases.count == 1, let number = known.first, !isStopping {
            let record =
                worker.wasLate
                ? CaseRecord(
                    case: number, state: .timedOut, reason: "its worker did not come back", exit: 75
                )
                : CaseRecord(
                    case: number, state: .crashed, reason: Self.words(end), exit: Self.code(end))
            return try self.record(record)
        }
        guard !isStopping else { return }
        suspects += fresh.sorted().reversed()
        // The suspects lie anywhere in the chunk: what is between them goes on.
        var start = worker.cases.lowerBound
        var rest: [Range<Int>] = []
        for number in open.sorted() + [worker.cases.upperBound] {
            if start < number { rest.append(start..<number) }
            start = number + 1
        }
        queue += rest.reversed()
    }

    private static func words(_ end: ChildProcess.End) -> String {
        switch end {
        case .signal(let signal):
            "its worker ended by signal \(signal) (\(String(cString: strsignal(signal))))"
        case .exit(let code): "its worker ended with exit code \(code)"
        }
    }

    private static func code(_ end: ChildProcess.End) -> Int32 {
        switch end {
        case .signal(let signal): 128 + signal
        case .exit(let code): code
        }
    }

    private func stop() {
        isStopping = true
        for worker in workers { worker.process.send(SIGTERM) }
    }

    /// Ends the workers after a failure of our own.
    private func abandon() {
        stop()
        while !workers.isEmpty {
            workers.removeAll { $0.process.end() != nil }
            usleep(20_000)
        }
    }
}

/// A worker of a pool, and what it has recorded.
final class PoolWorker {
    let process: ChildProcess
    let cases: Range<Int>
    private let path: String
    private var lines: LineFile?
    /// Cases it is in.
    private(set) var begun: Set<Int> = []
    /// Cases it has finished.
    private(set) var ended = 0
    /// Whether it was ended because nothing came from it.
    private(set) var wasLate = false
    private var heard = ContinuousClock.now
    private let skip: off_t

    init(_ process: ChildProcess, _ cases: Range<Int>, _ path: String, from skip: off_t) {
        self.process = process
        self.cases = cases
        self.path = path
        self.skip = skip
    }

    /// What was recorded since the last call.
    func news() -> [CaseRecord] {
        if lines == nil { lines = LineFile(path, from: skip) }
        guard lines != nil else { return [] }
        var records: [CaseRecord] = []
        var begun = begun
        var isNews = false
        lines?.read { line, _ in
            isNews = true
            switch JSONLine.read(ShardLine.self, line) {
            case .begin(let cases): begun.formUnion(cases)
            case .end(let record):
                begun.remove(record.case)
                records.append(record)
            case nil: break
            }
        }
        self.begun = begun
        ended += records.count
        if isNews { heard = .now }
        return records
    }

    /// How much longer than its cases' limits a worker may be silent: on the level of the loop a case is given its limit
    /// twice, beside others and alone, and processors are shared; on that of the heart it waits a minute for the run's
    /// checkpoint, and as long again for a slow disk [s].
    private static let patience = (times: 3.0, seconds: 120.0)

    /// Whether nothing has come for much longer than the limits of the cases it is in allow.
    func isLate(limit: Double?) -> Bool {
        guard let limit, !wasLate, !begun.isEmpty else { return false }
        return heard.seconds
            > Self.patience.times * limit * Double(begun.count) + Self.patience.seconds
    }

    func kill() {
        wasLate = true
        process.send(SIGKILL)
    }

    func close() { lines?.end() }
}
