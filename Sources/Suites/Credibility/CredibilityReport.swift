import Verification

/// What stored results say about the credibility of the model for a context of use: what `credibility.json` holds.
///
/// Every number is one of a stored result, of the patient file or of the context; what is missing is a gap.
public struct CredibilityReport: Sendable, Encodable {
    /// A number that is evidence.
    public struct Evidence: Sendable, Encodable {
        /// The stored result.
        public var result: String
        /// Whether that was a reduced form.
        public var reduced: Bool
        /// Judged numbers that bear on the factor, and how they came out.
        public var judged: Int
        public var passed: Int
        public var warned: Int
        public var failed: Int
    }

    /// A credibility factor.
    public struct Factor: Sendable, Encodable {
        public var identifier: String
        public var title: String
        public var activity: String
        public var asks: String
        /// Wanted and reached gradation, 0 to 3.
        public var goal: Int
        public var achieved: Int
        /// Whether people stated the gradation.
        public var isStated: Bool
        public var evidence: [Evidence]
        /// What is missing, one sentence each.
        public var gaps: [String]
        /// What was found, in a sentence.
        public var finding: String

        public var isMet: Bool { achieved >= goal }

        private enum CodingKeys: CodingKey {
            case identifier, title, activity, asks, goal, achieved, isStated, evidence, gaps,
                finding
        }
    }

    public var question: String?
    public var use: String?
    public var quantities: [String]
    public var influence: ContextOfUse.Level?
    public var consequence: ContextOfUse.Level?
    public var risk: ContextOfUse.Level?
    public var factors: [Factor]
    public var topics: [CredibilityTopic]
    public var applicability: Applicability?
    public var results: [StoredResult]
    /// Versions of the program among the results.
    public var versions: [String]
    /// What the reader has to know, one sentence each.
    public var limits: [String]

    /// Judges the stored results.
    ///
    /// - Throws: `QuantityError` for a patient whose units do not fit.
    public init(
        context: ContextOfUse, results: [StoredResult], patient: PatientNumbers?
    ) throws {
        (question, use, quantities) = (context.question, context.use, context.quantities)
        (influence, consequence, risk) = (context.influence, context.consequence, context.risk)
        self.results = results
        versions = Set(results.map(\.version)).sorted()
        let applicability = try patient.map { patient in
            try Applicability(
                of: patient,
                in: results.flatMap { result in
                    result.domain.map { (result: result.key, group: $0) }
                })
        }
        self.applicability = applicability
        let book = EvidenceBook(
            results: results, context: context, applicability: applicability)
        factors = CredibilityFactor.all.map(book.factor)
        topics = CredibilityTopic.of(results)
        limits = Self.limits(context, results, versions)
    }

    private static func limits(
        _ context: ContextOfUse, _ results: [StoredResult], _ versions: [String]
    ) -> [String] {
        var limits: [String] = []
        if context.question == nil { limits.append("The question of interest is not stated.") }
        if context.use == nil { limits.append("The context of use is not stated.") }
        if context.risk == nil {
            limits.append(
                "The risk is not stated: every factor is held against the highest goal.")
        }
        if versions.count > 1 {
            limits.append(
                "The results are of several versions of the program: "
                    + versions.joined(separator: ", ") + ".")
        }
        for result in results where result.quick {
            limits.append("\(result.name) was run in a reduced form.")
        }
        for result in results where !result.passed {
            let failed = result.numbers.filter { $0.verdict == .fail }
            limits.append(
                "\(result.name): \(failed.count) of \(result.judged.all) judged numbers fail: "
                    + failed.prefix(6).map(\.name).joined(separator: "; ")
                    + (failed.count > 6 ? "; …" : "") + ".")
        }
        return limits
    }

    /// How many goals are met.
    public var met: Int { factors.count(where: \.isMet) }
}
