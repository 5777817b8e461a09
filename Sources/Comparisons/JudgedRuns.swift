public import Reports
public import ScenarioFiles
import Scenarios

/// Two runs of the three-dimensional heart, and what scenario files expect of the treated one.
public struct JudgedRuns: Sendable, Encodable {
    /// The numbers of both.
    public var comparison: RunComparison
    /// In the order of the files.
    public private(set) var judgements: [ExpectationJudgement] = []
    /// The scenario of each.
    private var scenarios: [String] = []

    /// Judges a comparison.
    ///
    /// A scenario that describes another treatment than that of the run is a warning.
    ///
    /// - Throws: ``ComparisonError/unknownMetric(name:of:known:)``, ``ComparisonError/wrongUnit(metric:unit:reason:)``.
    public init(
        _ comparison: RunComparison, untreated: RunSummary, treated: RunSummary,
        by files: [ScenarioFile]
    ) throws(ComparisonError) {
        self.comparison = comparison
        let done = treated.interventionCalls
        for file in files {
            for expectation in file.expectations {
                judgements.append(try ExpectationJudgement(expectation, comparison))
                scenarios.append(file.name)
            }
            if file.expectations.isEmpty {
                self.comparison.warnings.append("\(file.name) expects nothing")
            }
            if !file.treatments.contains(where: { $0.interventions == done }) {
                let words = file.interventions.map(\.description).joined(separator: " + ")
                self.comparison.warnings.append(
                    "\(file.name) describes \(words); the treated run did "
                        + (done.isEmpty
                            ? "nothing" : done.map(\.description).joined(separator: " + ")))
            }
        }
        self.comparison.addDoubts(
            untreated: untreated, treated: treated, expectations: files.flatMap(\.expectations))
    }

    private enum CodingKeys: String, CodingKey { case expectations }

    /// The comparison's own keys, and `expectations`.
    public func encode(to encoder: any Encoder) throws {
        try comparison.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        if !judgements.isEmpty { try container.encode(judgements, forKey: .expectations) }
    }

    private var table: ExpectationTable {
        ExpectationTable(
            zip(scenarios, judgements).map {
                ExpectationTable.Row(
                    treatment: $0, quantity: name($1.metric), judgement: $1)
            })
    }

    /// A section about published experience; empty without expectations.
    public var html: String { table.html }

    /// How many expectations hold; nil without any.
    public var sentence: String? { table.sentence }

    /// For a terminal.
    public var text: String {
        ([comparison.text] + judgements.map { $0.line(name($0.metric)) })
            .joined(separator: "\n")
    }

    private func name(_ identifier: String) -> String {
        comparison.deltas.first { $0.identifier == identifier }?.name ?? identifier
    }
}
