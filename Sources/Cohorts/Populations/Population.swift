public import Calibration
import Glibc
public import Patients

/// A group of people by what was published about it.
public struct Population: Sendable {
    /// Name on the command line, kebab-case.
    public var identifier: String
    /// One line for people.
    public var summary: String
    /// What people differ in before anything is measured of them.
    public var origin: Origin
    /// Sex, as far as it is known of the group.
    public var sex: Subject.Sex
    /// Ages that are drawn where none are asked for; nil for a group whose bodies are not described.
    public var ages: ClosedRange<Double>?
    /// Height and weight; nil for a group whose bodies are not described: they have the size of an average adult.
    public var build: BodyBuild?
    /// The heart rate [1/min].
    public var heartRate: PopulationAim
    /// Numbers whose distribution the group must show.
    public var aims: [PopulationAim]

    /// Where the search for the group's middle begins.
    public enum Origin: Sendable {
        /// The healthy adult of the closed loop.
        case healthyAdult
        /// A kind of patient, with its pericardium, leaks and reflexes.
        case archetype(Archetype)
    }

    /// Whether a person who is ill is no member.
    public var isHealthy: Bool {
        if case .healthyAdult = origin { true } else { false }
    }

    /// The person around whom a population is linearised: of middle age, as large as the average adult.
    var middle: Person {
        Person(
            sex: sex, ageYears: ages.map { 0.5 * ($0.lowerBound + $0.upperBound) },
            heightCm: nil, weightKg: nil)
    }
}

/// A number of a population: its mean and standard deviation for a person of some age and size.
public struct PopulationAim: Sendable {
    /// The shape of a distribution.
    public enum Shape: String, Sendable {
        case normal, logNormal
    }

    /// Name of the measurement.
    public var quantity: String
    /// Its shape.
    public var shape: Shape
    /// Mean, in the unit of the measurement's card.
    public var mean: @Sendable (Person) -> Double
    /// Standard deviation, same unit.
    public var deviation: @Sendable (Person) -> Double
    /// How far the loop of a person may be from the number drawn for it, in standard deviations [1].
    public var tolerance: Double
    /// Whether somebody who misses the number is turned away; a number that does not bind guides the search.
    public var isBinding: Bool
    /// Where both come from.
    public var source: String

    /// How closely a number is met unless its population says otherwise [1].
    public static let usualTolerance = 0.03

    /// Describes a number.
    public init(
        _ quantity: String, _ shape: Shape = .normal, tolerance: Double = usualTolerance,
        isBinding: Bool = true, source: String, mean: @escaping @Sendable (Person) -> Double,
        deviation: @escaping @Sendable (Person) -> Double
    ) {
        self.quantity = quantity
        self.shape = shape
        self.tolerance = tolerance
        self.isBinding = isBinding
        self.mean = mean
        self.deviation = deviation
        self.source = source
    }

    /// The distribution for a person.
    func distribution(for person: Person) -> AimedDistribution {
        AimedDistribution(shape: shape, mean: mean(person), deviation: deviation(person))
    }
}

/// A normal or log-normal distribution with a mean and a standard deviation.
struct AimedDistribution: Sendable {
    var shape: PopulationAim.Shape
    var mean: Double
    var deviation: Double

    /// Middle and standard deviation of the coordinate in which the distribution is normal.
    var center: Double {
        shape == .normal ? mean : log(mean) - 0.5 * width * width
    }

    var width: Double {
        shape == .normal
            ? deviation : log(1 + (deviation / mean) * (deviation / mean)).squareRoot()
    }

    /// The coordinate of a value; not a number where a log-normal value is not positive.
    func coordinate(_ value: Double) -> Double { shape == .normal ? value : log(value) }

    /// ∂coordinate/∂value.
    func slope(at value: Double) -> Double { shape == .normal ? 1 : 1 / value }

    /// The value of a coordinate.
    func value(_ coordinate: Double) -> Double { shape == .normal ? coordinate : exp(coordinate) }
}
