package import Documents
import Quantities
import Verification

/// A number inside a published range.
///
/// ```
/// z = (x − target) / sd
/// pass: low ≤ x ≤ high    warn: beyond by at most the margin    fail: farther
/// ```
///
/// The range is given as `low` and `high` (one may be missing) or as `target` and `sd`, which is read as target ± 2 sd with a
/// margin of one more. Of a range that holds a stated share of people, `interval`, the standard deviation is that of a
/// normal distribution.
package struct RangeKind: RowKind {
    package static let name = "range"
    package static let summary = "a number lies inside a range or near a target"
    package static let keys = ["target", "sd", "low", "high", "margin", "interval", "statistic"]

    /// What of several members is judged.
    package enum Statistic: String, Sendable, CaseIterable {
        case mean, median, sd, lowest, highest
        /// The member farthest outside: all must be inside.
        case all
        /// Of predictions against measurements of the same individuals.
        case bias, rmse, correlation
        case lowerLimit = "lower-limit"
        case upperLimit = "upper-limit"
        case coverage
    }

    private let target: Quantity?
    private let deviation: Quantity?
    private let low: Quantity?
    private let high: Quantity?
    private let margin: Quantity?
    private let interval: Double?
    private let statistic: Statistic

    /// Standard deviations that pass, and those more that warn: 95 % and 99.7 % of a normal distribution, the warning and
    /// control limits of quality control (Shewhart's rules 1-2s and 1-3s; Westgard et al., *Clin. Chem.* 27 (1981) 493–501).
    private static let accepted = 2.0
    private static let warned = 1.0

    package init(_ fields: RowFields, folder: String) throws(DocumentError) {
        target = try fields.optionalQuantity("target")
        deviation = try fields.optionalQuantity("sd")
        low = try fields.optionalQuantity("low")
        high = try fields.optionalQuantity("high")
        margin = try fields.optionalQuantity("margin")
        interval =
            fields.has("interval")
            ? try fields.number("interval", in: 0.01...0.9999, default: 0.95) : nil
        statistic = try fields.word("statistic", default: .mean)
        if let deviation, deviation.value <= 0 { throw fields.error("sd", "must be positive") }
        if let margin, margin.value < 0 { throw fields.error("margin", "must not be negative") }
        if deviation != nil, target == nil {
            throw fields.error("target", "is missing beside sd")
        }
        guard low != nil || high != nil || deviation != nil else {
            throw fields.error("low", "is missing: a range has low, high or both, or target and sd")
        }
        for (key, other) in [("sd", deviation), ("low", low), ("high", high), ("margin", margin)] {
            guard let other, let first = target ?? low ?? high else { continue }
            do throws(QuantityError) {
                try other.unit.require(first.unit)
            } catch {
                throw fields.error(key, "= \(error)")
            }
        }
        if let low, let high, high.internalValue < low.internalValue {
            throw fields.error("high", "is below low")
        }
    }

    package func judge(_ evidence: RowEvidence) throws(RowProblem) -> RowJudgement {
        let (values, unit, found) = try numbers(evidence)
        let target = try self.target?.value(like: unit, "target")
        let deviation = try self.deviation?.value(like: unit, "sd")
        var low = try self.low?.value(like: unit, "low")
        var high = try self.high?.value(like: unit, "high")
        var margin = try self.margin?.value(like: unit, "margin") ?? 0
        if low == nil, high == nil, let target, let deviation {
            low = target - Self.accepted * deviation
            high = target + Self.accepted * deviation
            if self.margin == nil { margin = Self.warned * deviation }
        }
        func beyond(_ x: Double) -> Double {
            guard x.isFinite else { return .infinity }
            return max((low ?? -.infinity) - x, x - (high ?? .infinity), 0)
        }
        let observed =
            statistic == .all
            ? values.max { beyond($0) < beyond($1) } ?? .nan : found
        let distance = beyond(observed)
        let verdict: Verdict = distance == 0 ? .pass : distance <= margin ? .warn : .fail
        var judgement = RowJudgement(
            verdict: verdict, observed: observed, unit: unit, expected: target, low: low,
            high: high, z: z(observed, target, deviation, low, high), count: values.count,
            finding: words(distance, unit, margin))
        if values.count > 1, statistic != .all {
            let moments = Moments(values)
            judgement.details["sd of the members"] = moments.deviation
            judgement.details["share of the members inside"] =
                Double(values.count { beyond($0) == 0 }) / Double(values.count)
        }
        return judgement
    }

    private func z(
        _ x: Double, _ target: Double?, _ deviation: Double?, _ low: Double?, _ high: Double?
    ) -> Double? {
        if let target, let deviation { return (x - target) / deviation }
        guard let interval, let low, let high, high > low else { return nil }
        let width = 2 * NormalDistribution.quantile(0.5 + 0.5 * interval)
        return (x - (target ?? 0.5 * (low + high))) / ((high - low) / width)
    }

    private func words(_ distance: Double, _ unit: String, _ margin: Double) -> String {
        guard distance > 0 else { return "inside" }
        guard distance.isFinite else { return "not a finite number" }
        let place = distance <= margin ? "outside, within the margin" : "outside"
        return "\(place), by \(SuiteText.number(distance)) \(SuiteText.plain(unit))"
    }

    private func numbers(
        _ evidence: RowEvidence
    ) throws(RowProblem) -> (values: [Double], unit: String, found: Double) {
        switch statistic {
        case .bias, .rmse, .correlation, .lowerLimit, .upperLimit, .coverage:
            return try agreement(evidence)
        default: break
        }
        guard case .one(let values, let unit) = try evidence.sample() else {
            throw RowProblem("a range judges one group; against has other members")
        }
        guard !values.isEmpty else { throw RowProblem("the population has no members") }
        let moments = Moments(values)
        let found =
            switch statistic {
            case .median: moments.median
            case .sd: moments.deviation
            case .lowest: moments.sorted[0]
            case .highest: moments.sorted[values.count - 1]
            default: moments.mean
            }
        return (values, unit, found)
    }

    private func agreement(
        _ evidence: RowEvidence
    ) throws(RowProblem) -> (values: [Double], unit: String, found: Double) {
        guard evidence.observations.count == 1,
            let agreement = Agreement(evidence.observations[0].pairs)
        else {
            throw RowProblem(
                "statistic = \"\(statistic.rawValue)\" needs predictions beside measurements of at "
                    + "least two individuals")
        }
        let unit = evidence.observations[0].unit
        let differences = agreement.pairs.map { $0.predicted - $0.measured }
        switch statistic {
        case .bias: return (differences, unit, agreement.bias)
        case .rmse: return (differences, unit, agreement.rootMeanSquare)
        case .lowerLimit: return (differences, unit, agreement.limits.lowerBound)
        case .upperLimit: return (differences, unit, agreement.limits.upperBound)
        case .correlation: return ([agreement.correlation], "1", agreement.correlation)
        default:
            guard let coverage = agreement.coverage(0.9) else {
                throw RowProblem(
                    "statistic = \"coverage\" needs predictions with an interval or distribution")
            }
            return ([100 * coverage], "%", 100 * coverage)
        }
    }
}
