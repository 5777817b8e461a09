import Calibration
import Numerics
import Circulation
import Patients

/// How the numbers of a cohort are distributed, beside what was wanted and what is normal.
public struct CohortReport: Sendable, Encodable {
    /// One number.
    public struct Row: Sendable, Encodable {
        /// Name of the measurement and its unit.
        public var name: String
        public var unit: String
        /// Mean and standard deviation that the population has by its sources, at the ages and sizes drawn; nil for a
        /// number that nobody asked for, which follows from the others.
        public var targetMean: Double?
        public var targetDeviation: Double?
        /// What the cohort has.
        public var mean: Double
        public var deviation: Double
        /// (mean − target) by the standard error of a mean [1].
        public var z: Double?
        /// Chance of a larger Kolmogorov–Smirnov distance if the cohort has the wanted distribution [1].
        public var probability: Double?
        /// Ends of the middle 95 %.
        public var low: Double
        public var high: Double
        /// Normal range of the sex, and the share of the cohort inside [1]; nil where there is none.
        public var normalLow: Double?
        public var normalHigh: Double?
        public var shareNormal: Double?
        /// Where the target comes from.
        public var source: String?
    }

    /// A reason to be turned away.
    public struct Rejection: Sendable, Encodable {
        /// The reason, and how many candidates had it.
        public var reason: String
        public var count: Int
    }

    /// Identifier and name of the population.
    public var kind: String
    public var summary: String
    /// Seed of the random numbers.
    public var seed: UInt64
    /// People, candidates they were chosen from, and the share that passed [1].
    public var count: Int
    public var candidates: Int
    public var acceptance: Double
    /// Why the others were turned away.
    public var rejections: [Rejection]
    /// Ages [years], where they are known.
    public var ages: [Double]
    /// The numbers, those asked for first.
    public var rows: [Row]

    /// Judges a cohort.
    public init(_ cohort: Cohort) {
        kind = cohort.population.identifier
        summary = cohort.population.summary
        seed = cohort.seed
        count = cohort.patients.count
        candidates = cohort.candidates
        acceptance = cohort.acceptance
        rejections = cohort.rejections.map { Rejection(reason: $0.reason, count: $0.count) }
        ages = cohort.patients.compactMap(\.person.ageYears)
        let aimed = Set(cohort.aims.map(\.quantity))
        let known = cohort.aims.indices.filter {
            MeasurementCards.card(cohort.aims[$0].quantity) != nil
        }
        rows =
            [Self.rate(of: cohort)] + known.map { Self.row(ofAim: $0, cohort) }
            + cohort.readings.indices.filter { !aimed.contains(cohort.readings[$0].name) }.map {
                Self.row(
                    name: cohort.readings[$0].name, unit: cohort.readings[$0].unit,
                    values: cohort.values(ofReading: $0), cohort)
            }
    }

    private static func rate(of cohort: Cohort) -> Row {
        let aim = cohort.population.heartRate
        let values = cohort.patients.map { $0.loop["heartRate"] }
        let scores = cohort.patients.map { patient in
            let distribution = aim.distribution(for: patient.person)
            return (distribution.coordinate(patient.loop["heartRate"]) - distribution.center)
                / distribution.width
        }
        return row(name: "heart_rate", unit: "1/min", values: values, cohort)
            .aimed(by: aim, scores: scores, cohort)
    }

    private static func row(ofAim place: Int, _ cohort: Cohort) -> Row {
        let aim = cohort.aims[place]
        guard let reading = cohort.readings.firstIndex(where: { $0.name == aim.quantity }) else {
            preconditionFailure("the loop shows no \(aim.quantity)")
        }
        return row(
            name: aim.quantity, unit: cohort.readings[reading].unit,
            values: cohort.values(ofReading: reading), cohort
        ).aimed(by: aim, scores: cohort.patients.map { $0.scores[place] }, cohort)
    }

    private static func row(
        name: String, unit: String, values: [Double], _ cohort: Cohort
    ) -> Row {
        let (mean, deviation) = moments(values)
        let ends = Quantiles.of(values, at: [0.025, 0.975])
        let normal = MeasurementCards.card(name)?.normal(for: cohort.population.sex)
        return Row(
            name: name, unit: unit, mean: mean, deviation: deviation, low: ends[0], high: ends[1],
            normalLow: normal?.lowerBound, normalHigh: normal?.upperBound,
            shareNormal: normal.map { range in
                Double(values.count { range.contains($0) }) / Double(values.count)
            })
    }

    /// Mean and standard deviation of a sample.
    static func moments(_ values: [Double]) -> (mean: Double, deviation: Double) {
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (mean, (squares / max(count - 1, 1)).squareRoot())
    }
}

extension CohortReport.Row {
    /// The row beside the distribution that was wanted of these people.
    fileprivate func aimed(
        by aim: PopulationAim, scores: [Double], _ cohort: Cohort
    ) -> CohortReport.Row {
        let means = cohort.patients.map { aim.mean($0.person) }
        let variances = cohort.patients.map { aim.deviation($0.person) * aim.deviation($0.person) }
        let (mean, between) = CohortReport.moments(means)
        let within = variances.reduce(0, +) / Double(variances.count)
        var row = self
        row.targetMean = mean
        row.targetDeviation = (within + between * between).squareRoot()
        row.z = (self.mean - mean) / (within / Double(means.count)).squareRoot()
        row.probability = KolmogorovSmirnov(ofNormal: scores).probability
        row.source = aim.source
        return row
    }
}

extension Cohort {
    /// One reading of everybody.
    func values(ofReading place: Int) -> [Double] { patients.map { $0.readings[place] } }
}
