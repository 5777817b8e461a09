import Calibration
import Numerics

/// Somebody who was drawn: a person, a rate, the causes as they would be if the loop were linear, and what
/// the person must show.
struct Candidate: Sendable {
    let index: Int
    let person: Person
    /// Heart rate [1/min].
    let heartRate: Double
    /// Logarithms of the factors by the linear model.
    let causes: [Double]
    /// Distributions of the aims for this person.
    let distributions: [AimedDistribution]
    /// Wanted coordinates of the aims.
    let wanted: [Double]
    /// The same by mean and width of their distributions.
    let scores: [Double]

    /// Draws the candidate with an index; the same seed and index give the same candidate always.
    init(
        index: Int, seed: UInt64, ages: ClosedRange<Double>?, of model: PopulationModel,
        correcting correction: SelectionCorrection
    ) {
        var first = SplitMix64(seed: seed)
        var generator = SplitMix64(seed: first.next() &+ UInt64(index))
        let population = model.population
        let age = ages.map { generator.nextDouble(in: $0) }
        let body = population.build?.draw(&generator)
        let person = Person(
            sex: population.sex, ageYears: age, heightCm: body?.heightCm, weightKg: body?.weightKg)
        let rate = population.heartRate.distribution(for: person)
        heartRate = rate.value(rate.center + rate.width * generator.nextNormal())
        let count = model.prior.count
        let normal = (0..<count).map { _ in generator.nextNormal() }
        let moves = (0..<count).map { row in
            (0...row).reduce(0) { $0 + model.lower[row * count + $1] * normal[$1] }
        }
        let distributions = model.aims.map { $0.distribution(for: person) }
        causes = zip(model.point.logarithms, moves).map { $0 + $1 }
        let scores = model.aims.indices.map { aim in
            let effect = zip(model.rows[aim], moves).reduce(0) { $0 + $1.0 * $1.1 }
            return correction.shifts[aim] + correction.scales[aim] * effect / model.widths[aim]
        }
        wanted = zip(distributions, scores).map { $0.center + $1 * $0.width }
        self.scores = scores
        self.index = index
        self.person = person
        self.distributions = distributions
    }

    /// What the person shows if the heart shows what was drawn; other readings are missing.
    func drawn(of model: PopulationModel) -> Plausibility.Shown {
        let values = zip(distributions, wanted).map { $0.value($1) }
        return Plausibility.Shown(
            person: person, heartRate: heartRate,
            readings: Dictionary(
                uniqueKeysWithValues: zip(model.aims.map(\.quantity), values)))
    }

    /// How far readings of a loop of average size are from what is wanted, by widths of the distributions;
    /// not a number where a reading is not.
    func misses(_ readings: [Double], _ model: PopulationModel) -> [Double] {
        distributions.indices.map { aim in
            let place = model.places[aim]
            let grown =
                model.sizePowers[place] == 1 ? readings[place] * person.size : readings[place]
            let coordinate = distributions[aim].coordinate(grown)
            return (coordinate - wanted[aim]) / distributions[aim].width
        }
    }
}
