package import Documents
import Quantities

/// Several numbers in a published order, ascending as the row lists them.
///
/// Kendall's τ (``Concordance``) must reach `concordance`, 1 where nothing else is said; half of the way down to 0 is a
/// warning.
package struct OrderingKind: RowKind {
    package static let name = "ordering"
    package static let summary = "quantities or populations ascend in the listed order"
    package static let keys = ["separation", "concordance"]

    private let separation: Quantity?
    private let concordance: Double

    package init(_ fields: RowFields, folder: String) throws(DocumentError) {
        guard max(fields.texts("quantity").count, fields.texts("population").count) > 1 else {
            throw fields.error(
                "quantity",
                "of an ordering is a list, or population is one: [\"lowest\", …, \"highest\"]")
        }
        separation = try fields.optionalQuantity("separation")
        concordance = try fields.number("concordance", in: 0...1, default: 1)
        if let separation, separation.value < 0 {
            throw fields.error("separation", "must not be negative")
        }
    }

    package func judge(_ evidence: RowEvidence) throws(RowProblem) -> RowJudgement {
        let (values, unit) = try evidence.means()
        guard values.allSatisfy(\.isFinite) else { throw RowProblem("a number is not finite") }
        let separation = try self.separation?.value(like: unit, "separation") ?? 0
        let found = Concordance(ascending: values, separation: separation)
        let verdict: Verdict =
            found.tau >= concordance ? .pass : found.tau >= 0.5 * concordance ? .warn : .fail
        return RowJudgement(
            verdict: verdict, observed: found.tau, unit: "1", expected: 1, low: concordance,
            count: values.count,
            finding: "\(found.concordant) of \(found.pairs) pairs in order: "
                + values.map(SuiteText.number).joined(separator: ", ")
                + " \(SuiteText.plain(unit))",
            details: ["against the order": Double(found.discordant)])
    }
}
