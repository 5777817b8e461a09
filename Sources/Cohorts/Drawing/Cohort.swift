import Calibration
import Circuits
import Circulation
import Numerics
import Quantities

/// People drawn from a population.
public struct Cohort: Sendable {
    /// Where they come from.
    public let population: Population
    /// Seed of the random numbers.
    public let seed: UInt64
    /// The people, in the order they were drawn.
    public let patients: [VirtualPatient]
    /// Names and units of what their loops show.
    public let readings: [(name: String, unit: String)]
    /// What every one of them was drawn to show.
    public let aims: [PopulationAim]
    /// Candidates that were looked at to find them.
    public let candidates: Int
    /// Why the others were turned away, and how many.
    public let rejections: [(reason: String, count: Int)]
    /// Parameters of the loop in which people of this population can differ from the healthy adult, in the
    /// order of the cards.
    public let parameters: [String]

    /// Share of the candidates that passed [1].
    public var acceptance: Double { Double(patients.count) / Double(max(candidates, 1)) }

    /// Candidates that are looked at for everyone wanted, at most.
    private static let patience = 20

    /// Draws people.
    ///
    /// The n-th of a cohort is the same person whatever the size of the cohort and the number of threads.
    ///
    /// - Parameters:
    ///   - count: people wanted.
    ///   - ages: ages to draw from; nil for those of the population.
    ///   - progress: told how many have been found, in order, from the calling thread.
    /// - Throws: ``CohortsError``; `CalibrationError`, `CirculationError` where the loop cannot become the
    ///   population's middle.
    public init(
        of population: Population, count: Int, seed: UInt64 = 1, ages: ClosedRange<Double>? = nil,
        progress: (_ found: Int) -> Void = { _ in }
    ) throws {
        precondition(count > 0, "at least one person")
        if let ages {
            guard let known = population.ages, known.contains(ages.lowerBound),
                known.contains(ages.upperBound)
            else {
                throw CohortsError.ages(
                    asked: ages, population: population.identifier, known: population.ages)
            }
        }
        let model = try PopulationModel(population)
        let screening = Screening(model: model, seed: seed, ages: ages ?? population.ages)
        var patients: [VirtualPatient] = []
        var counts: [String: Int] = [:]
        var candidates = 0
        var block = 0
        while patients.count < count {
            // A round is as many blocks as are likely to be needed; the outcome does not depend on it.
            let blocks = max((count - patients.count + 7) / 8, 1)
            let round = min(blocks, Self.blocksPerRound)
            let first = block
            let found = Parallel.map(count: round) { screening.outcomes(ofBlock: first + $0) }
            block += round
            for outcome in found.flatMap({ $0 }) where patients.count < count {
                candidates += 1
                switch outcome {
                case .accepted(let patient): patients.append(patient)
                case .rejected(let reason): counts[reason, default: 0] += 1
                }
            }
            progress(patients.count)
            let sorted = Self.sorted(counts)
            guard candidates < Self.patience * count + 64 || patients.count >= count else {
                throw CohortsError.tooFewPass(
                    accepted: patients.count, candidates: candidates,
                    reasons: sorted.map { "\($0.reason): \($0.count)" })
            }
        }
        self.population = population
        self.seed = seed
        self.patients = patients
        self.candidates = candidates
        readings = model.study.outputs.map { ($0.name, $0.unit) }
        aims = model.aims
        rejections = Self.sorted(counts)
        parameters = Self.parameters(of: model)
    }

    /// Blocks of eight that are computed before anybody is told.
    private static let blocksPerRound = 32

    /// The most frequent reason first.
    private static func sorted(_ counts: [String: Int]) -> [(reason: String, count: Int)] {
        counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
    }

    private static func parameters(of model: PopulationModel) -> [String] {
        let moved = Set(model.study.factors.flatMap { $0.members.map(\.parameter) })
        return LoopParameters.cards.filter { card in
            card.name == "heartRate" || moved.contains(card.name)
                || model.study.base[card.name] != card.defaultValue
                || model.population.build != nil && LoopParameters.power(of: card.name) != nil
                    && !card.name.hasPrefix("pericardial") && !card.name.hasPrefix("outflow")
        }.map(\.name)
    }
}
