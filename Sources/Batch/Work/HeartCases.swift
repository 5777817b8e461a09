import Foundation
import Reports

/// Cases of the three-dimensional heart: each is a run of hearttwin simulate with a folder of its own.
struct HeartCases {
    let plan: BatchPlan
    let folder: BatchFolder
    /// Place of the first point.
    let first: Int
    let points: [CohortPoint]
    let shard: CaseShard
    let simulator: String
    let shouldStop: () -> Bool

    /// Asks a run to stop. Not SIGTERM: METIS takes that for an error of its own while it orders a mesh.
    private static let stop = SIGINT

    /// How long a run may take to write its checkpoint after it was asked to stop [s]: it ends its time step and writes some
    /// 10 MB first, which takes seconds on a busy machine; Slurm's KillWait is 30 s by default, and a batch of its
    /// own need not hurry more than twice that.
    private static let grace = 60.0

    /// Computes what is wanted; false where it was told to stop.
    func run(_ wanted: (Int) -> Bool) throws -> Bool {
        for (offset, point) in points.enumerated() {
            let base = (first + offset) * plan.casesPerPoint
            for number in base..<base + plan.casesPerPoint where wanted(number) {
                guard !shouldStop() else { return false }
                if let reason = point.skipped {
                    try shard.end([
                        CaseRecord(case: number, state: .skipped, reason: reason, exit: 65)
                    ])
                    continue
                }
                try shard.begin([number])
                guard let record = try compute(number, point) else { return false }
                try shard.end([record])
            }
        }
        return true
    }

    /// One case; nil where it was told to stop, with a checkpoint to go on from.
    private func compute(_ number: Int, _ point: CohortPoint) throws -> CaseRecord? {
        let run = try RunFolder(
            creating: folder.folder(
                of: number, id: point.id, scenario: plan.scenarioName(of: number)))
        let start = ContinuousClock.now
        let messages = run.path + "/messages.txt"
        let child = try ChildProcess(
            simulator, arguments(number, point, run), errors: messages)
        var stopping: (since: ContinuousClock.Instant, isLate: Bool)?
        while true {
            if let end = child.end() {
                if let stopping, !stopping.isLate, end != .exit(0) { return nil }
                // No room, or stopped by somebody else: the case is not at fault and can go on.
                if stopping == nil, end == .exit(75) { throw BatchError.noSpace(file: run.path) }
                return record(
                    number, end, run, messages, seconds: start.seconds,
                    isLate: stopping?.isLate ?? false)
            }
            if let stopping {
                if stopping.since.seconds > Self.grace { child.send(SIGKILL) }
            } else if let limit = plan.run.secondsPerCase, start.seconds > limit {
                child.send(Self.stop)
                stopping = (.now, true)
            } else if shouldStop() {
                child.send(Self.stop)
                stopping = (.now, false)
            }
            usleep(50_000)
        }
    }

    private func arguments(_ number: Int, _ point: CohortPoint, _ run: RunFolder) -> [String] {
        var words = [
            "simulate", point.file ?? "", "--output", run.path, "--quiet", "--maximum-beats",
            "\(plan.run.maximumBeats)",
        ]
        if let member = point.member {
            // Of one among many only the numbers are wanted, not the moving wall.
            words += ["--member", "\(member)", "--every", "100 ms", "--fields", "none"]
        }
        if let activation = plan.run.activation { words += ["--activation", activation] }
        for (name, value) in point.parameters.merging(point.settings, uniquingKeysWith: { $1 })
            .sorted(by: { $0.key < $1.key })
        {
            words += ["--set", "\(name)=\(value) \(SchemaUnits.symbol(name))"]
        }
        if let place = plan.scenario(of: number) {
            words += plan.scenarios[place].interventions.flatMap { ["--intervention", $0] }
        }
        if FileManager.default.fileExists(atPath: run.checkpoint) { words.append("--resume") }
        return words
    }

    private func record(
        _ number: Int, _ end: ChildProcess.End, _ run: RunFolder, _ messages: String,
        seconds: Double, isLate: Bool
    ) -> CaseRecord {
        func failed(_ state: CaseRecord.State, _ reason: String, _ exit: Int32) -> CaseRecord {
            CaseRecord(case: number, state: state, reason: reason, exit: exit, seconds: seconds)
        }
        let last = FileManager.default.contents(atPath: messages).map {
            String(decoding: $0.suffix(4096), as: UTF8.self)
        }?.split(separator: "\n").last.map(String.init)
        if isLate, end != .exit(0) {
            let limit = plan.run.secondsPerCase ?? 0
            // One that was still starting has none yet.
            let isKept = FileManager.default.fileExists(atPath: run.checkpoint)
            return failed(
                .timedOut,
                "not done within \(limit) s; "
                    + (isKept ? "its checkpoint is kept" : "no beat begun"),
                75)
        }
        switch end {
        case .signal(let signal):
            return failed(.crashed, "simulate ended by signal \(signal)", 128 + signal)
        case .exit(0):
            let summary: RunSummary
            do throws(ReportsError) {
                summary = try RunSummary(ofRunIn: run.path)
            } catch {
                return failed(.failed, "simulate left no summary: \(error)", 70)
            }
            let wanted = plan.run.metrics
            let values = summary.numbers.filter {
                $0.value.isFinite && (wanted.isEmpty || wanted.contains($0.identifier))
            }.map { ($0.identifier, $0.value) }
            return CaseRecord(
                case: number, state: .done, seconds: seconds,
                values: Dictionary(values) { first, _ in first })
        case .exit(let code):
            return failed(.failed, last ?? "simulate ended with exit code \(code)", code)
        }
    }
}
