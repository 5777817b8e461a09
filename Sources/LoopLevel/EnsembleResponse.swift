import HeartModel
import Numerics

/// What a change does to equally likely hearts of one patient, each compared with itself.
public struct EnsembleResponse: Sendable {
    /// A number in all hearts.
    public struct Metric: Sendable {
        /// Identifier of the ``HeartMetric``.
        public var identifier: String
        /// Unit of the values.
        public var unit: String
        /// Before, heart by heart.
        public var untreated: [Double]
        /// After, in the same order; empty when nothing changes. Hearts without the number are left out.
        public var treated: [Double]

        /// Changes, heart by heart.
        public var changes: [Double] { zip(treated, untreated).map { $0 - $1 } }
    }

    /// Every number.
    public let metrics: [Metric]
    /// Hearts that did not run: no beat repeats itself, or the change leaves none.
    public let failed: Int

    /// Without any change, and for each treatment.
    public struct Responses: Sendable {
        /// The hearts before.
        public var untreated: EnsembleResponse
        /// One for each treatment.
        public var treated: [EnsembleResponse]
    }

    /// Hearts that are computed in one piece; a piece keeps one processor busy for a second or so.
    private static let piece = 16

    /// Runs hearts, eight side by side on every processor; no number depends on how many processors there
    /// are, nor on the other hearts.
    ///
    /// - Parameters:
    ///   - hearts: the hearts, all with as many treatments.
    ///   - reflex: whether the arterial baroreflex answers.
    ///   - duration: time after a change [ms], positive.
    ///   - finished: told of so many more hearts that are done, from any thread.
    public static func all(
        of hearts: [LoopSubject], reflex: Bool, duration: Double,
        finished: @Sendable (Int) -> Void = { _ in }
    ) -> Responses {
        let treatments = hearts.first?.treatments.count ?? 0
        precondition(hearts.allSatisfy { $0.treatments.count == treatments }, "as many treatments")
        let cohort = LoopCohort(reflex: reflex, duration: duration)
        let starts = Array(stride(from: 0, to: hearts.count, by: piece))
        let pieces = Parallel.map(count: starts.count) { place in
            let piece = Array(hearts[starts[place]..<min(starts[place] + piece, hearts.count)])
            defer { finished(piece.count) }
            return HeartNumbers(cohort, piece, treatments: treatments)
        }
        func joined(_ part: (HeartNumbers) -> [[HeartMetric]?]) -> [[HeartMetric]?] {
            pieces.flatMap(part)
        }
        let before = joined(\.untreated)
        return Responses(
            untreated: EnsembleResponse(before, nil),
            treated: (0..<treatments).map { treatment in
                EnsembleResponse(before, joined { $0.treated[treatment] })
            })
    }

    /// Runs hearts with the one change of each, or without any where none has one.
    public init(of members: [LoopMember], reflex: Bool, duration: Double) {
        // A change that leaves one of them as it was is still one of the others.
        let isTreated = members.contains { $0.isTreated }
        let hearts = members.map { member in
            LoopSubject(
                untreated: member.untreated, ventricles: member.ventricles.before,
                treatments: isTreated ? [.init(member)] : [])
        }
        let all = Self.all(of: hearts, reflex: reflex, duration: duration)
        self = all.treated.first ?? all.untreated
    }

    /// Pairs the numbers of hearts before and after.
    private init(_ before: [[HeartMetric]?], _ after: [[HeartMetric]?]?) {
        let pairs = before.indices.compactMap { heart -> ([HeartMetric], [HeartMetric]?)? in
            guard let untreated = before[heart] else { return nil }
            guard let after else { return (untreated, nil) }
            return after[heart].map { (untreated, $0) }
        }
        failed = before.count - pairs.count
        metrics = (pairs.first?.0 ?? []).map { metric in
            // A heart without the number on either side, such as E/A without an A wave, is in neither.
            func value(_ metrics: [HeartMetric]) -> Double? {
                metrics.first { $0.identifier == metric.identifier }?.value
            }
            let values = pairs.compactMap { untreated, treated -> (Double, Double?)? in
                guard let untreated = value(untreated) else { return nil }
                guard let treated else { return (untreated, nil) }
                return value(treated).map { (untreated, $0) }
            }
            return Metric(
                identifier: metric.identifier, unit: metric.unit, untreated: values.map(\.0),
                treated: values.compactMap(\.1))
        }
    }
}

/// Numbers of some hearts, untreated and by treatment; nil for those that did not run.
private struct HeartNumbers {
    var untreated: [[HeartMetric]?]
    var treated: [[[HeartMetric]?]]

    init(_ cohort: LoopCohort, _ hearts: [LoopSubject], treatments: Int) {
        let none = [[HeartMetric]?](repeating: nil, count: hearts.count)
        var (untreated, treated) = (none, Array(repeating: none, count: treatments))
        _ = try? cohort.run(
            hearts, wants: { _, _ in true }, begin: { _ in true },
            finish: { answers in
                for answer in answers {
                    let metrics = (try? answer.result.get())?.metrics
                    if let treatment = answer.treatment {
                        treated[treatment][answer.subject] = metrics
                    } else {
                        untreated[answer.subject] = metrics
                    }
                }
            })
        (self.untreated, self.treated) = (untreated, treated)
    }
}
