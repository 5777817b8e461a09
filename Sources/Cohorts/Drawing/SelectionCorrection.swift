import Numerics

/// How people must be drawn for those who are not turned away to be distributed as published.
///
/// Published groups of healthy people hold nobody who breaks the rules of ``Plausibility``: their means and standard deviations
/// are those of the people who are left. Turning people away moves both; the draw is moved against it,
///
/// ```
/// score = shift + scale · drawn score          mean 0 and standard deviation 1 among those who are left
/// ```
///
/// aim by aim, by fixed-point iteration on people of the linear model, of which no heart is computed. It knows the rules
/// about what is drawn; who is turned away because no heart shows what was drawn is not foreseen.
package struct SelectionCorrection: Sendable {
    /// Moves of the scores, aim by aim [standard deviations].
    package private(set) var shifts: [Double]
    /// Factors of the scores, aim by aim [1].
    package private(set) var scales: [Double]

    /// Sweeps; each leaves some six tenths of an error where 4 % are turned away at one end.
    private static let sweeps = 12
    /// Share of the people below which a selection is no filter of a population any more [1].
    private static let leastShare = 0.5

    /// No correction.
    package init(aims count: Int) {
        shifts = [Double](repeating: 0, count: count)
        scales = [Double](repeating: 1, count: count)
    }

    /// The correction for a selection; none where fewer than half of the people pass.
    ///
    /// - Parameters:
    ///   - people: how many are looked at.
    ///   - scores: scores of those who pass when a correction is applied, person by person; the same people each time.
    package init(
        aims count: Int, people: Int, scores: (SelectionCorrection) -> [[Double]]
    ) {
        self.init(aims: count)
        for _ in 0..<Self.sweeps {
            let passed = scores(self)
            guard Double(passed.count) > Self.leastShare * Double(people) else {
                self.init(aims: count)
                return
            }
            for aim in 0..<count {
                let (mean, deviation) = CohortReport.moments(passed.map { $0[aim] })
                shifts[aim] -= mean
                scales[aim] /= deviation
            }
        }
    }
}

extension SelectionCorrection {
    /// People of the linear model: the mean of a score is known to 0.008 standard deviations.
    private static let people = 16_384
    /// A seed of its own, so that the correction does not depend on that of the cohort.
    private static let seed: UInt64 = 0x5E1E_C710

    /// The correction for a population at some ages.
    init(of model: PopulationModel, ages: ClosedRange<Double>?, by plausibility: Plausibility) {
        self.init(aims: model.aims.count, people: Self.people) { correction in
            (0..<Self.people).compactMap { index in
                let candidate = Candidate(
                    index: index, seed: Self.seed, ages: ages, of: model, correcting: correction)
                return plausibility.broken(by: candidate.drawn(of: model)) == nil
                    ? candidate.scores : nil
            }
        }
    }
}
