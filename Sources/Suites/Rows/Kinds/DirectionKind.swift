package import Documents
import Quantities

/// A change in the published direction.
///
/// Of one number the sign is judged. Of several, the share of members that change this way (of independent groups: of pairs
/// across the groups, which is the Mann–Whitney statistic over n·m) must reach a probability; below it, the mean may still have the right sign: a warning.
///
/// Source: Mann, Whitney, *Ann. Math. Stat.* 18 (1947) 50–60, doi:10.1214/aoms/1177730491.
package struct DirectionKind: RowKind {
    package static let name = "direction"
    package static let summary = "a quantity rises or falls, in most members"
    package static let keys = ["direction", "threshold", "probability"]

    /// The published direction.
    package enum Direction: String, Sendable, CaseIterable {
        case rises, falls
    }

    private let direction: Direction
    private let threshold: Quantity?
    private let probability: Double

    package init(_ fields: RowFields, folder: String) throws(DocumentError) {
        guard fields.has("direction") else {
            throw fields.error("direction", "is missing: \"rises\" or \"falls\"")
        }
        direction = try fields.word("direction", default: .rises)
        threshold = try fields.optionalQuantity("threshold")
        probability = try fields.number("probability", in: 0.5...1, default: 0.9)
        if let threshold, threshold.value < 0 {
            throw fields.error("threshold", "must not be negative; the direction gives the sign")
        }
    }

    package var standard: Sample.Of { .change }

    package func judge(_ evidence: RowEvidence) throws(RowProblem) -> RowJudgement {
        let sample = try evidence.sample()
        let unit = sample.unit
        let threshold = try self.threshold?.value(like: unit, "threshold") ?? 0
        let sign = direction == .rises ? 1.0 : -1.0
        let steps: [Double] =
            switch sample {
            case .one(let values, _): values
            case .two(let first, let second, _):
                first.flatMap { value in second.map { value - $0 } }
            }
        let share =
            Double(steps.count { $0 * sign > 0 && $0 * sign >= threshold }) / Double(steps.count)
        let mean = sample.mean
        // A change in percent of nothing is not finite, and shows nothing.
        let isRight = mean.isFinite && mean * sign > 0 && mean * sign >= threshold
        let verdict: Verdict = isRight ? (share >= probability ? .pass : .warn) : .fail
        let way = direction.rawValue
        var finding = isRight ? way : "does not \(direction == .rises ? "rise" : "fall")"
        if threshold > 0 {
            finding += " by \(SuiteText.number(threshold)) \(SuiteText.plain(unit)) or more"
        }
        if steps.count > 1 {
            finding +=
                ", in \(SuiteText.number(100 * share)) % of the "
                + (sample.count == steps.count ? "members" : "pairs")
        }
        return RowJudgement(
            verdict: verdict, observed: mean, unit: unit,
            low: direction == .rises ? threshold : nil,
            high: direction == .falls ? 0 - threshold : nil, count: sample.count, finding: finding,
            details: steps.count > 1 ? ["probability": share] : [:])
    }
}
