import Circuits
public import Circulation
public import HeartModel

/// Many hearts that need not be alike: each settles on its own, and what is done to it acts from there.
///
/// Hearts whose circuits differ in numbers only share the eight lanes of a number, sorted by heart rate so
/// that few lanes wait. A heart has the same bits with any neighbours: who shares its lanes, and whether one of
/// them fails, changes nothing.
public struct LoopCohort: Sendable {
    /// A number of a case: the untreated heart (`treatment` nil) or one of its treatments.
    public struct Answer: Sendable {
        /// Place of the heart.
        public var subject: Int
        /// Place of the treatment; nil for the untreated heart.
        public var treatment: Int?
        /// The numbers, or why there are none.
        public var result: Result<Numbers, any Error>
    }

    /// What is read of a heart's beat.
    public struct Numbers: Sendable {
        /// The numbers.
        public var metrics: [HeartMetric]
        /// The beat.
        public var traces: BeatTraces
    }

    /// Whether the arterial baroreflex answers.
    public var reflex: Bool
    /// Time after a change [ms], positive.
    public var duration: Double
    /// Longest time for one heart or treatment [s]; none when nil.
    public var secondsPerCase: Double?

    /// Describes a computation.
    public init(reflex: Bool, duration: Double, secondsPerCase: Double? = nil) {
        precondition(duration > 0, "a response takes time")
        self.reflex = reflex
        self.duration = duration
        self.secondsPerCase = secondsPerCase
    }

    /// Computes hearts in the calling thread.
    ///
    /// - Parameters:
    ///   - subjects: the hearts.
    ///   - wants: which untreated hearts (treatment nil) and treatments are asked for.
    ///   - begin: told what is computed together next: untreated hearts, treatments, or the treatments for which
    ///     an untreated heart that is not asked for is settled; false ends the computation.
    ///   - finish: given each answer as soon as it is there, in an order that depends on the hearts.
    /// - Returns: false where `begin` ended it.
    @discardableResult
    public func run(
        _ subjects: [LoopSubject], wants: (_ subject: Int, _ treatment: Int?) -> Bool,
        begin: ([(subject: Int, treatment: Int?)]) throws -> Bool,
        finish: ([Answer]) throws -> Void
    ) throws -> Bool {
        let work = LoopWork(subjects, wants: wants)
        try finish(work.impossible)
        var rests: [LoopWork.RestKey: LoopRest] = [:]
        for block in work.restBlocks {
            var wanted: [(subject: Int, treatment: Int?)] = []
            for unit in block {
                if unit.isWanted {
                    wanted.append((unit.subject, nil))
                } else {
                    wanted += work.treatments(of: unit.key).map { ($0.subject, $0.treatment) }
                }
            }
            guard try begin(wanted) else { return false }
            let found = each(block) { try settle($0, deadline: $1) }
            var answers: [Answer] = []
            for (unit, result) in zip(block, found) {
                if case .success(let rest) = result { rests[unit.key] = rest }
                if unit.isWanted {
                    answers.append(
                        Answer(
                            subject: unit.subject, treatment: nil, result: result.map(\.numbers)))
                }
                // What is done to a heart that cannot be fails as it does.
                guard case .failure(let error) = result else { continue }
                answers += work.treatments(of: unit.key).map {
                    Answer(subject: $0.subject, treatment: $0.treatment, result: .failure(error))
                }
            }
            try finish(answers)
        }
        for block in work.treatmentBlocks(where: { rests[$0] != nil }) {
            guard try begin(block.map { ($0.subject, $0.treatment) }) else { return false }
            let found = each(block) { units, deadline in
                try LoopAnswer.numbers(
                    of: units.map(\.change), from: units.compactMap { rests[$0.key] },
                    reflex: reflex, duration: duration, deadline: deadline)
            }
            try finish(
                zip(block, found).map {
                    Answer(subject: $0.subject, treatment: $0.treatment, result: $1)
                })
        }
        return true
    }

    private func settle(
        _ units: [LoopWork.RestUnit], deadline: LoopDeadline
    ) throws -> [LoopRest] {
        try LoopRest.settled(
            units.map(\.change), steps: units[0].key.steps, deadline: deadline)
    }

    /// Computes a block; where one of it fails, each alone.
    private func each<Unit, Value>(
        _ block: [Unit], _ compute: ([Unit], LoopDeadline) throws -> [Value]
    ) -> [Result<Value, any Error>] {
        func attempt(_ units: [Unit]) -> Result<[Value], any Error> {
            Result {
                try compute(units, LoopDeadline(seconds: secondsPerCase, hearts: units.count))
            }
        }
        if case .success(let values) = attempt(block) { return values.map { .success($0) } }
        return block.map { unit in attempt([unit]).map { $0[0] } }
    }
}
