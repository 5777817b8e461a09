package import Numerics

/// The update of an ensemble by a beat, and by the step that a parameter may have made within the last ones.
///
/// Where a step is believed (``StepHypotheses``), what it has left of itself is added to the mean, and what is not known of its size and of
/// which parameter made it to the deviations: the gain is then that of a parameter that is hardly known, and falls as beats are averaged.
package struct StepUpdate {
    /// How surprising the measurement was, see ``InnovationStatistics/surprise``.
    package var surprise: Double
    /// Measured less expected.
    package var innovation: [Double]
    /// Probability of a step within the last beats, by parameter.
    package var stepProbabilities: [Double]
    /// Parameters whose step is believed.
    package var stepped: [Int]
    /// How far each parameter was pulled, see ``EnsembleUpdate``.
    package var pulls: [Double]

    /// Updates members in place.
    ///
    /// - Parameters:
    ///   - members: by member: its parameters, then all else.
    ///   - predicted: what each member expects to be measured.
    ///   - measured: what was measured, with its deviations.
    ///   - watched: number of parameters whose pulls are wanted.
    ///   - hypotheses: about steps; they know of the wandering before this beat.
    /// - Throws: `NumericsError` where no measurement can tell anything.
    package static func apply(
        to members: inout [[Double]], predicted: [[Double]], measured: [Double],
        deviations: [Double], watched: Int, hypotheses: inout StepHypotheses,
        noise: inout SplitMix64
    ) throws(NumericsError) -> StepUpdate {
        let plain = try InnovationStatistics(
            of: measured, deviations: deviations, predicted: predicted)
        let shortfalls = plain.innovation.map { value in
            let share = StepHypotheses.shortfall * value
            return share * share
        }
        try hypotheses.weigh(
            try InnovationStatistics(
                of: measured, deviations: deviations, predicted: predicted, besides: shortfalls),
            predicted: predicted)
        let width = members[0].count
        let weights = hypotheses.weights
        if !weights.isEmpty { for i in members.indices { members[i] += weights[i] } }
        let update = try EnsembleUpdate.apply(
            to: &members, predicted: predicted, measured: measured, deviations: deviations,
            watched: watched)
        hypotheses.update(members.map { Array($0[width...]) })
        for i in members.indices { members[i].removeLast(members[i].count - width) }
        let probabilities = hypotheses.probabilities
        let made = hypotheses.steps()
        make(made, of: &members, noise: &noise)
        return StepUpdate(
            surprise: plain.surprise, innovation: plain.innovation,
            stepProbabilities: probabilities,
            stepped: made.map(\.parameter), pulls: update.pulls)
    }

    private static func make(
        _ steps: [StepHypotheses.Step], of members: inout [[Double]], noise: inout SplitMix64
    ) {
        guard !steps.isEmpty else { return }
        let numbers = ExactNoise.draw(
            steps.count, besides: members, size: members.count, noise: &noise)
        let before = members
        for (step, number) in zip(steps, numbers) {
            let traces = SampleMoments.covariances(step.weights, before)
            // Mean and variance of a step that was made with some probability, else none.
            let shift = step.probability * step.size
            let spread =
                (step.probability
                * (step.deviation * step.deviation
                    + (1 - step.probability) * step.size * step.size))
                .squareRoot()
            for i in members.indices {
                for c in traces.indices {
                    members[i][c] += traces[c] * (shift + spread * number[i])
                }
            }
        }
    }
}
