public import HeartModel
import Numerics

/// One of several equally likely hearts, before and after a change.
public struct LoopMember: Sendable {
    /// Before.
    public var untreated: HeartParameters
    /// After.
    public var treated: HeartParameters

    /// Pairs both.
    public init(untreated: HeartParameters, treated: HeartParameters) {
        self.untreated = untreated
        self.treated = treated
    }
}

/// What a change does to equally likely hearts of one patient, each compared with itself.
public struct EnsembleResponse: Sendable {
    /// A number in all hearts.
    public struct Metric: Sendable {
        /// Identifier of the ``HeartMetric``.
        public var identifier: String
        /// Before, heart by heart.
        public var untreated: [Double]
        /// After, in the same order; empty when nothing changes.
        public var treated: [Double]

        /// Changes, heart by heart.
        public var changes: [Double] { zip(treated, untreated).map { $0 - $1 } }
    }

    /// Every number.
    public let metrics: [Metric]
    /// Hearts that did not run: no beat repeats itself, or the change leaves none.
    public let failed: Int

    /// Runs all hearts, as many at once as there are processors; the result does not depend on how many.
    ///
    /// - Parameters:
    ///   - members: the hearts.
    ///   - reflex: whether the arterial baroreflex answers.
    ///   - duration: time after the change [ms], positive.
    ///   - best: the response of the best heart, from which the others settle.
    public init(
        members: [LoopMember], reflex: Bool, duration: Double, near best: LoopResponse
    ) {
        let responses = Parallel.map(count: members.count) { place -> LoopResponse? in
            try? LoopResponse(
                untreated: members[place].untreated, treated: members[place].treated,
                reflex: reflex, duration: duration, near: best)
        }
        let found = responses.compactMap { $0 }
        failed = responses.count - found.count
        metrics = (found.first?.before ?? []).map { metric in
            func values(_ metrics: (LoopResponse) -> [HeartMetric]) -> [Double] {
                found.compactMap { response in
                    metrics(response).first { $0.identifier == metric.identifier }?.value
                }
            }
            return Metric(
                identifier: metric.identifier, untreated: values { $0.before },
                treated: values { $0.after })
        }
    }
}
