import Documents
import Quantities

/// The question, how the model answers it, and what hangs on the answer: what people must say.
public struct ContextOfUse: Sendable, Equatable {
    /// How much, in the words of the standard.
    public enum Level: String, Sendable, Codable, CaseIterable {
        case low, medium, high

        var number: Int { Self.allCases.firstIndex(of: self).map { $0 + 1 } ?? 1 }
    }

    /// What people say about a factor.
    public struct Judgement: Sendable, Equatable {
        /// Wanted gradation; nil for that of the risk.
        public var goal: Int?
        /// Reached gradation, for factors that no computation decides.
        public var grade: Int?
        /// In words.
        public var statement: String?
    }

    /// The question of interest; nil when nothing says it.
    public var question: String?
    /// How the model is used to answer it.
    public var use: String?
    /// Names of quantities of interest, as rows and checks name them.
    public var quantities: [String] = []
    /// Weight of the model in the decision.
    public var influence: Level?
    /// Harm of a wrong decision.
    public var consequence: Level?
    /// By the factor's identifier.
    public var factors: [String: Judgement] = [:]

    /// Nothing said.
    public init() {}

    /// Reads a file.
    ///
    /// - Throws: `DocumentError` with the key.
    public init(reading path: String) throws {
        let document = try TOMLSection(reading: path)
        try document.check(known: ["question", "use", "quantities", "risk", "factors"])
        question = try document.optionalString("question")
        use = try document.optionalString("use")
        quantities = try document.strings("quantities")
        if let risk = try document.section("risk") {
            try risk.check(known: ["influence", "consequence"])
            influence = try risk.choice("influence")
            consequence = try risk.choice("consequence")
        }
        guard let all = try document.section("factors") else { return }
        let known = CredibilityFactor.all
        try all.check(known: known.map(\.identifier))
        for factor in known {
            guard let section = try all.section(factor.identifier) else { continue }
            try section.check(known: ["goal", "grade", "statement"])
            var judgement = Judgement()
            judgement.goal = try section.optionalInteger("goal", in: 0...Gradation.highest)
            judgement.grade = try section.optionalInteger("grade", in: 0...Gradation.highest)
            judgement.statement = try section.optionalString("statement")
            if judgement.grade != nil {
                guard case .statement = factor.basis else {
                    throw section.error(
                        "grade", "cannot be stated: it follows from the stored results")
                }
                guard judgement.statement != nil else {
                    throw section.error("statement", "is missing beside grade")
                }
            }
            factors[factor.identifier] = judgement
        }
    }

    /// Risk of the model: its influence and the consequence of a wrong decision together; nil where one of
    /// them is not said.
    ///
    /// The standard asks for both and leaves the scale to its users. Ours is the symmetric table of three by three: the sum
    /// of both numbers is low up to 3 (low and low, low and medium), medium at 4 and high from 5 on: whatever is high on one
    /// side is at least medium together.
    public var risk: Level? {
        guard let influence, let consequence else { return nil }
        switch influence.number + consequence.number {
        case ...3: return .low
        case 4: return .medium
        default: return .high
        }
    }

    /// Wanted gradation of a factor: what the file says, else 1, 2 or 3 by the risk; the highest where the risk is not
    /// said.
    func goal(_ factor: CredibilityFactor) -> Int {
        factors[factor.identifier]?.goal ?? risk?.number ?? Gradation.highest
    }

    /// A file to start from.
    public static let template = """
        # The context of use, for hearttwin credibility --context FILE. What only people can say:
        # nothing here is computed, and nothing that is computed can be said here.

        question = "Does dobutamine raise the cardiac output of this patient by a quarter or more?"
        use = "The closed loop, fitted to the patient's catheter, predicts the change; a physician decides with it and all else that is known."

        # As rows of suites and checks of benchmarks name them.
        quantities = ["cardiac output", "filling pressure"]

        [risk]
        influence = "low"       # of the model on the decision: low, medium, high
        consequence = "medium"  # of a wrong decision: low, medium, high

        # Goals are 1, 2 or 3 by the risk; a factor may have its own. Factors that no computation
        # decides need a grade (0 to 3) and a statement.
        [factors.use-error]
        grade = 1
        statement = "Inputs and outputs were looked at by the person who ran the model."

        [factors.model-form]
        grade = 1
        statement = "Elastance ventricles, no coronary flow; see docs/limits.md."

        """
}
