import HeartModel
import Numerics

/// What a change does to equally likely hearts of one patient, each compared with itself.
public struct EnsembleResponse: Sendable {
    /// A number in all hearts.
    public struct Metric: Sendable {
        /// Identifier of the ``HeartMetric``.
        public var identifier: String
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

    /// Runs all hearts, eight side by side on every processor; the result does not depend on how many
    /// there are.
    ///
    /// - Parameters:
    ///   - members: the hearts; their therapies differ in numbers only, not in what is connected where.
    ///   - reflex: whether the arterial baroreflex answers.
    ///   - duration: time after the change [ms], positive.
    ///   - best: the response of the best heart, from which the others settle.
    public init(
        members: [LoopMember], reflex: Bool, duration: Double, near best: LoopResponse
    ) {
        let blocks = stride(from: 0, to: members.count, by: 8).map {
            Array(members[$0..<min($0 + 8, members.count)])
        }
        typealias Pair = (before: [HeartMetric], after: [HeartMetric])
        let responses = Parallel.map(count: blocks.count) { place -> [Pair?] in
            let block = blocks[place]
            func pairs(_ hearts: [LoopMember]) -> [Pair]? {
                guard
                    let found = try? LaneResponse(
                        hearts, reflex: reflex, duration: duration, near: best)
                else { return nil }
                return hearts.indices.map {
                    (found.before[$0], found.after.isEmpty ? [] : found.after[$0])
                }
            }
            // One heart that fails stops its seven neighbours, which are then computed alone.
            return pairs(block) ?? block.map { pairs([$0])?.first }
        }.flatMap { $0 }
        let found = responses.compactMap { $0 }
        failed = responses.count - found.count
        let best = best.before.map(\.identifier)
        metrics = best.map { identifier in
            // A heart without the number on either side, such as E/A without an A wave, is in neither.
            func value(_ metrics: [HeartMetric]) -> Double? {
                metrics.first { $0.identifier == identifier }?.value
            }
            let pairs = found.compactMap { response -> (before: Double, after: Double?)? in
                guard let before = value(response.before) else { return nil }
                let after = value(response.after)
                return response.after.isEmpty || after != nil ? (before, after) : nil
            }
            return Metric(
                identifier: identifier, untreated: pairs.map(\.before),
                treated: pairs.compactMap(\.after))
        }
    }
}
