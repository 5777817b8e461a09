import Numerics

/// Whether the patient has changed by a step within the last beats, in which parameter, and by how much.
///
/// Competing models: nothing has changed but what wanders, or parameter `k` alone made a step `ν ~ N(0, τ²)` before beat `θ`, one of the
/// last few. A filter that does not know of the step sees it in its innovations `d`, of covariance `S`, as `G(t; θ)·ν`; what all beats since `θ` say of it adds up:
///
/// ```
/// b = Σ GᵀS⁻¹d,  c = Σ GᵀS⁻¹G,  ν̂ = b/c ± c^(−1/2)
/// odds = P·(1 + τ²·c)^(−1/2)·exp(½·b²/(τ⁻² + c))
/// ```
///
/// `G` comes from the ensemble itself. A parameter's wandering before `θ` was drawn so that it goes with nothing else (``ExactNoise``); a weight
/// for each member begins as those numbers and is updated like any deviation of the members, and the covariance of the weights with anything,
/// by the deviation of the wandering, is what a step of 1 has left there of itself in a filter that did not know. (For one value taken at a time
/// the deviations are multiplied by a symmetric `T` with `T² = I − yyᵀ/((n − 1)·s)`, which once more on the weights makes the filter's `I − KH`.)
///
/// Source: Willsky, Jones, *IEEE Trans. Automatic Control* 21 (1976) 108–112, doi:10.1109/TAC.1976.1101146 (from memory): signatures of
/// steps, their most likely size and what is added to estimate and covariance. A prior of steps in place of a threshold on the likelihood,
/// and signatures by an ensemble, are ours.
package struct StepHypotheses {
    /// One of the models.
    private struct Entry {
        var parameter: Int
        /// Deviation of the wandering that the weights began as.
        var deviation: Double
        var weights: [Double]
        var score = 0.0
        var information = 0.0
        var age = 0
    }

    /// A step that is believed.
    package struct Step {
        /// Its parameter.
        package var parameter: Int
        /// Its probability, all together being 1.
        package var probability: Double
        /// Its size, and the deviation of that.
        package var size: Double
        package var deviation: Double
        /// What of a step of 1 is left: by member, its covariance with anything is that.
        var weights: [Double]
    }

    /// Chance of a step of a parameter before a beat; assumed (one in some six minutes).
    package static let chance = 0.002
    /// Share of an innovation, and of the size of a step, that a line from a small change does not tell; assumed.
    package static let shortfall = 0.15
    /// Beats within which a step is looked for; assumed: after that the filter has found it by itself.
    private static let beats = 6
    /// Probability from which on a step is believed.
    private static let believed = 0.5

    private let deviations: [Double]
    private var entries: [Entry] = []

    /// Looks for steps of such deviations, by parameter; 0 where it makes none.
    package init(deviations: [Double]) { self.deviations = deviations }

    /// Parameters have wandered before a beat: numbers of mean 0 and variance 1, by parameter and member, times deviations.
    package mutating func begin(_ numbers: [[Double]], times walked: [Double]) {
        for place in entries.indices { entries[place].age += 1 }
        entries.removeAll { $0.age >= Self.beats }
        for k in deviations.indices where deviations[k] > 0 && walked[k] > 0 {
            entries.append(Entry(parameter: k, deviation: walked[k], weights: numbers[k]))
        }
    }

    /// By member: the weights of all models.
    var weights: [[Double]] {
        (0..<(entries.first?.weights.count ?? 0)).map { i in entries.map { $0.weights[i] } }
    }

    /// Adds what a beat says.
    ///
    /// - Parameters:
    ///   - innovations: of the measured values, with ``shortfall`` in their covariance.
    ///   - predicted: what each member expects of them.
    /// - Throws: `NumericsError` for predictions of other values.
    mutating func weigh(
        _ innovations: InnovationStatistics, predicted: [[Double]]
    ) throws(NumericsError) {
        for (place, entry) in entries.enumerated() {
            let signature = SampleMoments.covariances(entry.weights, predicted)
                .map { $0 / entry.deviation }
            let (score, information) = try innovations.projection(on: signature)
            entries[place].score += score
            entries[place].information += information
        }
    }

    /// Takes the weights after an update of the members, of whose deviations they are part.
    mutating func update(_ weights: [[Double]]) {
        for place in entries.indices {
            let own = weights.map { $0[place] }
            let mean = own.reduce(0, +) / Double(own.count)
            entries[place].weights = own.map { $0 - mean }
        }
    }

    /// Probability of a step within the last beats, by parameter.
    package var probabilities: [Double] {
        var result = [Double](repeating: 0, count: deviations.count)
        for (entry, probability) in zip(entries, each) { result[entry.parameter] += probability }
        return result
    }

    /// Probability of each model.
    private var each: [Double] {
        let prior = Self.chance / (1 - Double(entries.count) * Self.chance)
        let logarithms = entries.map { entry -> Double in
            let square = deviations[entry.parameter] * deviations[entry.parameter]
            return Double.log(prior) - 0.5 * Double.log(1 + square * entry.information)
                + 0.5 * entry.score * entry.score / (1 / square + entry.information)
        }
        // Against the largest of all, no step included, so that nothing overflows.
        let largest = max(0, logarithms.max() ?? 0)
        let odds = logarithms.map { Double.exp($0 - largest) }
        let all = odds.reduce(0, +) + Double.exp(-largest)
        return odds.map { $0 / all }
    }

    /// Steps to make where one is believed, for each parameter the most likely one; what was known of steps is forgotten then.
    mutating func steps() -> [Step] {
        let each = each
        let sum = each.reduce(0, +)
        guard sum > Self.believed else { return [] }
        let found = deviations.indices.compactMap { k -> Step? in
            let own = entries.indices.filter { entries[$0].parameter == k }
            guard let best = own.max(by: { each[$0] < each[$1] }) else { return nil }
            let share = own.reduce(0) { $0 + each[$1] } / sum
            guard share > Self.unlikely else { return nil }
            let entry = entries[best]
            guard entry.information > 0 else { return nil }
            // The most likely size; the prior, whose width is a guess, would draw it to none.
            let size = entry.score / entry.information
            let untold = Self.shortfall * size
            let error = (1 / entry.information + untold * untold).squareRoot()
            return Step(
                parameter: k, probability: share, size: size, deviation: error,
                weights: entry.weights.map { $0 / entry.deviation })
        }
        entries = []
        return found
    }

    /// Shares of the probability below this make no step.
    private static let unlikely = 0.01
}
