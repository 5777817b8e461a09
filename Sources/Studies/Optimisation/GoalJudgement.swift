import HeartModel
import Quantities

/// A goal whose numbers and units are known to the closed loop.
struct GoalJudgement: Sendable {
    private let goal: OptimisationGoal
    /// Factors from the numbers' units to those of the constraints.
    private let factors: [Double]

    /// Checks a goal against the numbers that a treated heart has.
    ///
    /// - Throws: ``StudyError``.
    init(_ goal: OptimisationGoal, knowing answer: TrialAnswer) throws(StudyError) {
        self.goal = goal
        func metric(_ name: String) throws(StudyError) -> HeartMetric {
            guard let metric = answer.before.first(where: { $0.identifier == name }) else {
                throw .unknownMetric(name: name, known: answer.before.map(\.identifier))
            }
            return metric
        }
        for objective in goal.objectives { _ = try metric(objective.metric) }
        var factors: [Double] = []
        for constraint in goal.constraints {
            let found = try metric(constraint.metric)
            // Relative changes are read in per cent, their bounds may be plain numbers.
            let unit = constraint.reading == .relative ? "%" : found.unit
            do {
                factors.append(try Unit(unit).convert(1, to: Unit(constraint.unit)))
            } catch {
                throw .wrongUnit(
                    metric: found.identifier, unit: constraint.unit, reason: "\(error)")
            }
        }
        self.factors = factors
    }

    /// A number of a heart, read as the goal says; nil where the heart does not have it.
    static func reading(
        _ metric: String, _ reading: OptimisationGoal.Reading, of answer: TrialAnswer
    ) -> Double? {
        switch reading {
        case .after: answer.value(metric, change: false)
        case .absolute: answer.value(metric, change: true)
        case .relative:
            answer.value(metric, change: true).flatMap { change in
                answer.before.first { $0.identifier == metric }.flatMap {
                    $0.value == 0 ? nil : 100 * change / abs($0.value)
                }
            }
        }
    }

    /// Mean of each objective over the hearts, in the number's unit.
    func means(_ answers: [TrialAnswer]) -> [Double?] {
        goal.objectives.map { objective in
            let values = answers.compactMap {
                Self.reading(objective.metric, objective.reading, of: $0)
            }
            return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
        }
    }

    /// Share of all hearts, those without a state among them, that keep each constraint [1].
    func shares(_ answers: [TrialAnswer], of hearts: Int) -> [Double] {
        excesses(answers).map { list in Double(list.count { $0 == 0 }) / Double(hearts) }
    }

    /// A point's value for the search.
    ///
    /// - Parameters:
    ///   - answers: of the hearts that have a state.
    ///   - hearts: how many there are in all.
    func value(_ answers: [TrialAnswer], of hearts: Int) -> SearchValue {
        let worst = SearchValue(
            objectives: goal.objectives.map { _ in .infinity }, violation: .infinity)
        let means = means(answers)
        guard !answers.isEmpty, means.allSatisfy({ $0 != nil }) else { return worst }
        var violation = 0.0
        for (constraint, list) in zip(goal.constraints, excesses(answers)) {
            let share = Double(list.count { $0 == 0 }) / Double(hearts)
            guard share < constraint.probability else { continue }
            // How many hearts too few, and how far the others are from it, so that a search has a slope.
            let missing = constraint.probability - share
            let far = list.filter(\.isFinite).reduce(0, +) / Double(max(list.count, 1))
            violation += missing + far
        }
        // Hearts that the treatment leaves without a state count as a constraint that nine in ten must keep.
        let failed = 1 - Double(answers.count) / Double(hearts)
        if failed > 0.1 { violation += failed }
        return SearchValue(
            objectives: zip(goal.objectives, means).map { objective, mean in
                let value = mean ?? .infinity
                return objective.direction == .maximise ? -value : value
            }, violation: violation)
    }

    /// How far each heart is outside each constraint, relative to the bound; infinite where it lacks the number.
    private func excesses(_ answers: [TrialAnswer]) -> [[Double]] {
        zip(goal.constraints, factors).map { constraint, factor in
            answers.map { answer in
                guard
                    let read = Self.reading(constraint.metric, constraint.reading, of: answer)
                else { return .infinity }
                let value = factor * read
                if let low = constraint.low, value < low {
                    return (low - value) / max(abs(low), 1e-9)
                }
                if let high = constraint.high, value > high {
                    return (value - high) / max(abs(high), 1e-9)
                }
                return 0
            }
        }
    }
}
