public import HeartModel
import Numerics
import Scenarios

/// A search of a treatment's arguments for a goal, over one heart or equally likely ones.
public struct OptimisationStudy: Sendable {
    /// A treatment that was computed.
    public struct Candidate: Sendable {
        /// The arguments that vary, as calls have them.
        public var arguments: [String]
        /// The whole treatment.
        public var treatment: String
        /// Means of the objectives over the hearts, in the numbers' units; nil where no heart has the number.
        public var objectives: [Double?]
        /// Share of the hearts that keep each constraint [1].
        public var kept: [Double]
        /// Whether all constraints are kept.
        public var isFeasible: Bool
        /// Hearts that the treatment leaves without a state to report.
        public var failed: Int
        /// Every number of the first heart, untreated and treated; empty where it has no state.
        public var before: [HeartMetric]
        public var after: [HeartMetric]
    }

    /// The treatment with its ranges.
    public let scenario: VariedScenario
    /// What was searched for.
    public let goal: OptimisationGoal
    /// Units of the objectives.
    public let units: [String]
    /// Every treatment that was computed, in the order of asking.
    public let candidates: [Candidate]
    /// Places of those that no other one beats, by the first objective.
    public let front: [Int]
    /// Whether all treatments there are were computed.
    public let isExhaustive: Bool
    /// Hearts that were treated.
    public let hearts: Int

    /// Searches.
    ///
    /// - Parameters:
    ///   - hearts: one or more, equally likely; the first stands for all in ``Candidate/before`` and ``Candidate/after``.
    ///   - progress: receives the finished share [1], from any thread.
    /// - Throws: ``StudyError``; errors of treatments that cannot be done to the first heart.
    public init(
        of hearts: [HeartParameters], scenario: VariedScenario, goal: OptimisationGoal,
        settings: TrialSettings, seed: UInt64,
        progress: @escaping @Sendable (Double) -> Void = { _ in }
    ) throws {
        guard !scenario.arguments.isEmpty, let first = hearts.first else {
            throw StudyError.nothingVaries(
                hint: "give an argument a range, like 'lvad(speed=8000..12000 1/min)', or \"?\"")
        }
        let search = GeneticSearch(
            coordinates: scenario.arguments.map { $0.count.map { .discrete($0) } ?? .continuous },
            populationSize: goal.population, generations: goal.generations, seed: seed)
        let judge = try Self.judge(goal, first, scenario, settings)
        let expected = search.allPoints?.count ?? goal.population * (goal.generations + 1)
        var candidates: [Candidate] = []
        let found = search.run { points -> [SearchValue] in
            let scenarios = points.compactMap { scenario.scenario($0) }
            let behind = Double(candidates.count) / Double(expected)
            let ahead = Double(points.count) / Double(expected)
            let answers = Self.answers(hearts, scenarios, settings) { share in
                progress(min(behind + share * ahead, 1))
            }
            return points.indices.map { place in
                let ran = answers.compactMap { try? $0[place].get() }
                let value = judge.value(ran, of: hearts.count)
                let own = try? answers[0][place].get()
                candidates.append(
                    Candidate(
                        arguments: zip(scenario.arguments, points[place]).map { $0.text(at: $1) },
                        treatment: scenarios[place].interventions.map(\.description)
                            .joined(separator: " + "),
                        objectives: judge.means(ran), kept: judge.shares(ran, of: hearts.count),
                        isFeasible: value.violation == 0, failed: hearts.count - ran.count,
                        before: own?.before ?? [], after: own?.after ?? []))
                return value
            }
        }
        self.scenario = scenario
        self.goal = goal
        self.candidates = candidates
        self.hearts = hearts.count
        isExhaustive = search.allPoints != nil
        front = found.front.filter { found.values[$0].violation.isFinite }
        units = goal.objectives.map { objective in
            objective.reading == .relative
                ? "%"
                : candidates.lazy.flatMap(\.before).first { $0.identifier == objective.metric }?
                    .unit ?? ""
        }
    }

    /// A goal that the numbers of the untreated heart are known to.
    private static func judge(
        _ goal: OptimisationGoal, _ heart: HeartParameters, _ scenario: VariedScenario,
        _ settings: TrialSettings
    ) throws -> GoalJudgement {
        // What cannot be done at all is found before a thousand trials fail.
        if let lowest = scenario.scenario(scenario.arguments.map { _ in 0.5 }) {
            _ = try PatientTreatment(
                of: heart, scenario: lowest, activation: settings.activation)
        }
        do {
            let rest = LoopTrials.run([.init(parameters: heart, scenarios: [])], settings)
            return try GoalJudgement(goal, knowing: rest[0][0].get())
        } catch let error as StudyError {
            throw error
        } catch {
            throw StudyError.noBaseline(reason: "\(error)")
        }
    }

    /// Answers by heart and scenario. Scenarios are split over the processors where hearts are few.
    private static func answers(
        _ hearts: [HeartParameters], _ scenarios: [Scenario], _ settings: TrialSettings,
        progress: @Sendable (Double) -> Void
    ) -> [[Result<TrialAnswer, any Error>]] {
        let parts = hearts.count >= Self.manyHearts ? 1 : Self.parts
        let size = max((scenarios.count + parts - 1) / parts, 1)
        let starts = Array(stride(from: 0, to: scenarios.count, by: size))
        let trials = hearts.flatMap { heart in
            starts.map { start in
                LoopTrials.Heart(
                    parameters: heart,
                    scenarios: Array(scenarios[start..<min(start + size, scenarios.count)]))
            }
        }
        let found = LoopTrials.run(
            trials, settings, piece: hearts.count >= Self.manyHearts ? 16 : 1, progress: progress)
        return hearts.indices.map { heart in
            starts.indices.flatMap { found[heart * starts.count + $0] }
        }
    }

    private static let manyHearts = 16
    private static let parts = 4
}
