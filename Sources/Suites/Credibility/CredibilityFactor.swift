/// A credibility factor of ASME V&V 40-2018, and the stored results that are evidence for it.
///
/// Source of the factors, their names and order: ASME V&V 40-2018, *Assessing Credibility of Computational Modeling through
/// Verification and Validation: Application to Medical Devices*, table 5-1, by a transcription of
/// it (cloudronin/uofa on GitHub, `src/uofa_cli/excel_constants.py`); an overview of the standard is Morrison et al.,
/// *ASAIO J.* 65 (2019) 349–360, doi:10.1097/MAT.0000000000000996. The standard leaves gradations to its users; ours, and
/// which of our results bear on which factor, are our choice.
package struct CredibilityFactor: Sendable {
    /// Activity that a factor belongs to.
    package enum Activity: String, Sendable, Codable, CaseIterable {
        case code = "Code verification"
        case calculation = "Calculation verification"
        case model = "Validation: computational model"
        case comparator = "Validation: comparator"
        case assessment = "Validation: assessment"
        case applicability = "Applicability"
    }

    /// What decides a factor.
    package enum Basis: Sendable {
        /// Stored results by name; of each the numbers whose names hold one of the words, all without words.
        case results([String], words: [String] = [])
        /// A statement of the people who use the model: no computation can give it.
        case statement
        /// Whether the quantities of interest are among those that validations judged.
        case quantities
        /// Whether the patient is like people whom validations covered.
        case patient
        /// Groups of people that validations compared with.
        case groups
    }

    /// Name in the context file, kebab-case.
    package let identifier: String
    package let title: String
    package let activity: Activity
    package let basis: Basis
    /// What the factor asks, for people.
    package let asks: String

    /// Published problems that other codes and exact solutions have solved.
    package static let benchmarks = [
        "circulation", "single-cell", "cable-cv", "niederer2011", "land2015", "arostica2025",
    ]

    /// The factors, in the order of the standard.
    package static let all: [CredibilityFactor] = [
        .init(
            identifier: "software-quality", title: "Software quality assurance", activity: .code,
            basis: .results(["baseline"]),
            asks: "Do key numbers stay as they were from one version to the next?"),
        .init(
            identifier: "numerical-code", title: "Numerical code verification", activity: .code,
            basis: .results(["orders"] + benchmarks),
            asks: "Does the code solve the equations, as exact solutions and other codes do?"),
        .init(
            identifier: "discretisation", title: "Discretization error", activity: .calculation,
            basis: .results(
                ["land2015", "cable-cv", "niederer2011", "arostica2025-refinement"],
                words: ["refinement", "over the limit", "limit of", "level", "against the limit"]),
            asks: "What is left of the error of mesh and time step?"),
        .init(
            identifier: "numerical-solver", title: "Numerical solver error", activity: .calculation,
            basis: .results(
                ["circulation", "land2015", "benchmark healthy-adult", "robustness"],
                words: ["difference", "change of", "bulk modulus", "last beat", "converge"]),
            asks: "Do iterations, beats and conservation converge?"),
        .init(
            identifier: "use-error", title: "Use error", activity: .calculation, basis: .statement,
            asks: "Who checked inputs and outputs of the runs for slips?"),
        .init(
            identifier: "model-form", title: "Model form", activity: .model, basis: .statement,
            asks: "Are the laws and simplifications adequate for the question?"),
        .init(
            identifier: "model-inputs", title: "Model inputs", activity: .model,
            basis: .results(["calibration-truth"]),
            asks: "Are parameters found with intervals that hold the truth?"),
        .init(
            identifier: "test-samples", title: "Test samples", activity: .comparator,
            basis: .groups,
            asks: "How many groups of people were compared with?"),
        .init(
            identifier: "test-conditions", title: "Test conditions", activity: .comparator,
            basis: .results(["interventions"]),
            asks: "Under how many conditions were they compared?"),
        .init(
            identifier: "equivalence-of-inputs", title: "Equivalency of input parameters",
            activity: .assessment, basis: .results(["archetypes"]),
            asks: "Does the model stand in the state of the people it is compared with?"),
        .init(
            identifier: "output-comparison", title: "Output comparison", activity: .assessment,
            basis: .results(["healthy-adult", "interventions", "cath-echo"]),
            asks: "Do outputs that were not fitted agree with what was measured?"),
        .init(
            identifier: "quantities", title: "Relevance of the quantities of interest",
            activity: .applicability, basis: .quantities,
            asks: "Were the quantities of the question themselves validated?"),
        .init(
            identifier: "relevance",
            title: "Relevance of the validation activities to the context of use",
            activity: .applicability, basis: .patient,
            asks: "Is the patient like people whom validations covered?"),
    ]
}

/// How far a factor is fulfilled, from 0 to 3.
///
/// 0: no evidence. 1: less than half of the wanted results, or one of their judged numbers fails. 2: nothing fails, but a
/// wanted result is missing, reduced, or in doubt. 3: all of them, in full, and nothing fails or is in doubt.
package enum Gradation {
    package static let highest = 3

    /// The gradation of results.
    static func of(wanted: Int, found: Int, reduced: Int, failed: Int, warned: Int) -> Int {
        guard found > 0 else { return 0 }
        if failed > 0 || 2 * found < wanted { return 1 }
        return found < wanted || reduced > 0 || warned > 0 ? 2 : 3
    }
}
