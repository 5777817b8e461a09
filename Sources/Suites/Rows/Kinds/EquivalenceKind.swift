package import Documents
import Quantities

/// A mean, or a change, equal to a published one within a stated margin.
///
/// Two one-sided t tests (``EquivalenceTest``): pass when equivalence is shown at level α, warn when the estimate lies
/// within the margin and the sample is too small or too scattered to show it, fail when it lies outside. One number alone
/// is compared with the margin, without a test.
package struct EquivalenceKind: RowKind {
    package static let name = "equivalence"
    package static let summary = "a mean or change equals a published one within a margin (TOST)"
    package static let keys = ["target", "margin", "alpha"]

    private let target: Quantity
    private let margin: Quantity
    private let alpha: Double

    package init(_ fields: RowFields, folder: String) throws(DocumentError) {
        target = try fields.quantity("target")
        margin = try fields.quantity("margin")
        alpha = try fields.number("alpha", in: 1e-6...0.4, default: 0.05)
        guard margin.value > 0 else { throw fields.error("margin", "must be positive") }
        do throws(QuantityError) {
            try margin.unit.require(target.unit)
        } catch {
            throw fields.error("margin", "= \(error)")
        }
    }

    package var standard: Sample.Of { .change }

    package func judge(_ evidence: RowEvidence) throws(RowProblem) -> RowJudgement {
        let sample = try evidence.sample()
        let (mean, unit) = (sample.mean, sample.unit)
        let target = try self.target.value(like: unit, "target")
        let margin = try self.margin.value(like: unit, "margin")
        let isNear = abs(mean - target) < margin
        var judgement = RowJudgement(
            verdict: isNear ? .pass : .fail, observed: mean, unit: unit, expected: target,
            low: target - margin, high: target + margin, count: sample.count,
            finding: isNear ? "within the margin; one number, no test" : "outside the margin")
        guard sample.count > 1, mean.isFinite else { return judgement }
        let test =
            switch sample {
            case .one(let values, _):
                EquivalenceTest(values, target: target, margin: margin, alpha: alpha)
            case .two(let first, let second, _):
                EquivalenceTest(first, minus: second, target: target, margin: margin, alpha: alpha)
            }
        judgement.details = [
            "p": test.p, "degrees of freedom": test.freedom,
            "standard error": test.standardError, "interval low": test.interval.lowerBound,
            "interval high": test.interval.upperBound,
        ]
        if isNear, test.p >= alpha { judgement.verdict = .warn }
        let level = SuiteText.number(100 * (1 - 2 * alpha))
        judgement.finding =
            (test.p < alpha
                ? "equivalent"
                : isNear ? "within the margin, equivalence not shown" : "outside the margin")
            + ", p = \(SuiteText.number(test.p)), \(level) % interval "
            + SuiteText.interval(test.interval.lowerBound, test.interval.upperBound, unit)
        return judgement
    }
}
