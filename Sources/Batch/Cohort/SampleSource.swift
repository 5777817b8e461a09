import Documents
import HeartModel
import Numerics
import Quantities

/// A kind of patient, or many drawn around one.
struct SampleSource: PatientSource {
    private let name: String
    private let count: Int
    private let seed: UInt64
    private let base: PatientBase
    private let distributions: [SampleDistribution]
    private let place: String

    /// Reads what is drawn.
    init(_ section: TOMLSection, in cohort: CohortFile, _ problems: ProblemList) throws {
        try section.check(known: ["name", "count", "seed", "base", "archetype", "sample"])
        place = section.place
        let sample = try section.section("sample")
        count =
            try section.optionalInteger("count", in: 1...100_000_000)
            ?? (sample == nil
                ? 1 : { throw section.error("count", "is missing: how many patients") }())
        guard count == 1 || sample != nil else {
            throw section.error("sample", "is missing: what the \(count) patients differ in")
        }
        name =
            try section.optionalString("name") ?? section.optionalString("archetype") ?? "patient"
        seed = UInt64(
            try section.optionalInteger("seed", in: 0...Int.max) ?? Int(cohort.seed))
        let base = try PatientBase(section, in: cohort)
        self.base = base
        var distributions: [SampleDistribution] = []
        if let sample {
            ParameterTables.forEach(in: sample, problems) { table, name in
                distributions.append(
                    try SampleDistribution(table, name, level: cohort.run.level, base: base))
            }
        }
        self.distributions = distributions
    }

    func patients(
        _ take: (CohortPoint, String, [String]) throws -> Void
    ) throws {
        // Where seeds of two sources are near one another, their first numbers are not.
        var mixer = SplitMix64(seed: seed)
        let start = mixer.next()
        let digits = "\(count - 1)".count
        for index in 0..<count {
            let id =
                count == 1
                ? name : "\(name)-\(BatchFolder.number(index, digits: digits))"
            var point = base.point(id: id)
            var generator = SplitMix64(seed: start &+ UInt64(index))
            var wrong: [String] = []
            for distribution in distributions {
                do {
                    point.parameters[distribution.name.name] = try distribution.draw(&generator)
                } catch {
                    wrong.append("\(error)")
                }
            }
            try take(point, "\(place): \(id)", wrong)
        }
    }
}

/// How a parameter is distributed over the patients of a sample.
struct SampleDistribution {
    enum Shape: String, CaseIterable { case normal, lognormal, uniform }

    let name: SchemaName
    private let shape: Shape
    /// Mean (normal) or median (lognormal).
    private let centre: Double
    /// Standard deviation (normal), of the logarithm (lognormal).
    private let spread: Double
    private let low: Double
    private let high: Double

    /// Draws before giving up.
    private static let attempts = 1000

    init(
        _ section: TOMLSection, _ name: String, level: RunSettings.Level, base: PatientBase
    ) throws {
        let known = try SchemaName(name, level: level)
        guard known.kind == .parameter, let range = known.range else {
            throw section.error(name, "is a measurement; only parameters can be drawn")
        }
        self.name = known
        guard let shape: Shape = try section.choice("distribution") else {
            throw section.error("distribution", "is missing: normal, lognormal or uniform")
        }
        self.shape = shape
        func number(_ key: String) throws -> Double? {
            try section.optionalQuantity(key, like: known.unit)?.value(in: known.unit)
        }
        let given = try base.parameters[name] ?? HeartParameters().value(name)
        low = try number("low") ?? range.lowerBound
        high = try number("high") ?? range.upperBound
        for end in [low, high] { try known.check(end) }
        guard low < high else { throw section.error("low", "must be below high") }
        switch shape {
        case .normal:
            try section.check(known: ["distribution", "mean", "sd", "low", "high"])
            centre = try number("mean") ?? given
            spread = try section.quantity("sd", like: known.unit).value(in: known.unit)
        case .lognormal:
            try section.check(known: ["distribution", "median", "sd_of_log", "low", "high"])
            centre = try number("median") ?? given
            spread = try section.number("sd_of_log")
            guard centre > 0 else { throw section.error("median", "must be positive") }
        case .uniform:
            try section.check(known: ["distribution", "low", "high"])
            (centre, spread) = (0, 1)
            for key in ["low", "high"] where !section.has(key) {
                throw section.error(key, "is missing")
            }
        }
        guard spread > 0 else {
            throw section.error(shape == .normal ? "sd" : "sd_of_log", "must be positive")
        }
    }

    /// A value within the bounds; those outside are drawn again.
    ///
    /// - Throws: ``OutOfBounds`` where the bounds exclude nearly everything.
    func draw(_ generator: inout SplitMix64) throws -> Double {
        for _ in 0..<Self.attempts {
            let value =
                switch shape {
                case .normal: centre + spread * generator.nextNormal()
                case .lognormal: centre * Double.exp(spread * generator.nextNormal())
                case .uniform: generator.nextDouble(in: low...high)
                }
            if value >= low, value <= high { return value }
        }
        throw OutOfBounds(name: name.name)
    }

    struct OutOfBounds: Error, CustomStringConvertible {
        var name: String
        var description: String { "\(name): its bounds exclude nearly every draw" }
    }
}
