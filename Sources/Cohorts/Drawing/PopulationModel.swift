import Calibration
import Circuits
import Circulation
import Numerics
import Patients

/// A population with its middle heart, the derivatives there and the spread of the causes.
struct PopulationModel: Sendable {
    let population: Population
    /// The loop at the middle; every reading there is.
    let study: LoopStudy
    /// The middle heart.
    let point: LoopPoint
    /// What every person must show: the population's aims and, where the heart lies in a pericardium, that it
    /// presses as the right atrium does.
    let aims: [PopulationAim]
    /// Places of the aims among the readings.
    let places: [Int]
    /// Powers of the body's size in the readings.
    let sizePowers: [Double]
    /// Standard deviations of the factors before anything is measured.
    let prior: [Double]
    /// Derivatives of the aims' coordinates by the factors, aim by aim.
    let rows: [[Double]]
    /// Widths of the aims' coordinates at the middle.
    let widths: [Double]
    /// The causes' spread.
    let spread: CausalSpread
    /// Its lower Cholesky factor.
    let lower: [Double]

    /// Share of the factors' general spread, which covers disease, that healthy people have; assumed [1].
    private static let healthyShare = 0.5
    /// Relative error of a standard deviation with which a population is still drawn.
    private static let spreadTolerance = 0.1
    /// How closely the middle is aimed at, by standard deviations.
    private static let precision = 0.2

    /// Finds the middle of a population.
    ///
    /// - Throws: `CalibrationError`, `CirculationError` where the loop cannot become it,
    ///   ``CohortsError/noSpread(population:error:)``.
    init(_ population: Population) throws {
        self.population = population
        let person = population.middle
        let middle: (posterior: LoopPosterior, point: LoopPoint)
        switch population.origin {
        case .healthyAdult:
            let base = try LoopParameters.healthyAdult.replacing([
                LoopParameters.prefix + "heartRate": population.heartRate.mean(person)
            ])
            let posterior = try LoopPosterior(
                base: base, factors: HealthyFactors.all,
                targets: population.aims.map {
                    LoopTarget(
                        $0.quantity, $0.mean(person),
                        deviation: Self.precision * $0.deviation(person))
                })
            middle = (posterior, try LaplaceApproximation(of: posterior).point)
        case .archetype(let archetype):
            let calibration = try archetype.calibrated(count: 2)
            middle = (calibration.posterior, calibration.fit.point)
        }
        study = middle.posterior.study
        point = middle.point
        let added = middle.posterior.targets.filter { target in
            !population.aims.contains { $0.quantity == target.quantity }
        }
        aims =
            population.aims
            + added.map { target in
                PopulationAim(
                    target.quantity, tolerance: PopulationAim.fusedWaves,
                    isBinding: false, source: "the heart's own pericardium",
                    mean: { _ in target.value }, deviation: { _ in target.deviation })
            }
        let names = study.outputs.map(\.name)
        places = aims.map { aim in
            guard let place = names.firstIndex(of: aim.quantity) else {
                preconditionFailure("the loop shows no \(aim.quantity)")
            }
            return place
        }
        sizePowers = study.outputs.map { Self.growsWithSize($0.unit) ? 1 : 0 }
        let share = population.isHealthy ? Self.healthyShare : 1
        prior = study.factors.map { share * $0.spread }
        let (point, places) = (point, places)
        let distributions = aims.map { $0.distribution(for: person) }
        rows = zip(distributions, places).map { distribution, place in
            let slope = distribution.slope(at: point.readings[place])
            return point.jacobian.map { slope * $0[place] }
        }
        widths = distributions.map(\.width)
        spread = CausalSpread(prior: prior, rows: rows, deviations: widths)
        guard spread.largestError <= Self.spreadTolerance else {
            throw CohortsError.noSpread(
                population: population.identifier, error: spread.largestError)
        }
        lower = spread.lower(count: prior.count)
    }

    /// Volumes, flows and work grow with the body, pressures and ratios do not.
    private static func growsWithSize(_ unit: String) -> Bool {
        unit.hasPrefix("mL") || unit.hasPrefix("L/") || unit.hasSuffix(".mL")
    }
}
