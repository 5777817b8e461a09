import Quantities
public import Verification

/// How far a patient is from the people whom validations covered.
///
/// ```
/// zᵢ = (xᵢ − meanᵢ) / spreadᵢ,   distance = √(Σ zᵢ² / n)
/// ```
///
/// over the n numbers that are known of the patient and of a group. A patient is inside a group when at least three numbers
/// are shared, no |zᵢ| is above 2 and, where it is known how the numbers go together in that group, at least a twentieth of such
/// people would be farther out (``JointDistance``). Of other groups numbers are taken as independent. A
/// number is outside the domain when it lies beyond mean ± 2 spreads of every group that has it.
public struct Applicability: Sendable, Codable {
    /// A number of the patient.
    public struct Coordinate: Sendable, Codable {
        public var name: String
        public var value: Double
        public var unit: String
        /// Whether it is of a stored run rather than measured.
        public var simulated: Bool
        /// What all groups together cover; nil where none has the number.
        public var low: Double?
        public var high: Double?
        /// Whether the number lies in it.
        public var inside: Bool
    }

    /// A group of people.
    public struct Group: Sendable, Codable {
        public var name: String
        /// The stored result it is from.
        public var result: String
        /// Numbers known of both.
        public var shared: Int
        /// Root mean square of z.
        public var distance: Double
        /// The number that is farthest out, and its z.
        public var farthest: String
        public var farthestZ: Double
        /// The numbers taken together; nil where their correlations are not known.
        public var joint: JointDistance?
        /// Whether the patient is like these people.
        public var inside: Bool
    }

    /// Whose.
    public var patient: String
    /// The patient's numbers, sorted by name.
    public var coordinates: [Coordinate]
    /// The groups that share a number with the patient, nearest first.
    public var groups: [Group]

    /// Spreads that count as covered: 95 % of a normal distribution, as reference ranges are drawn (CLSI EP28: the central
    /// 95 %), and what suites accept.
    private static let covered = 2.0
    /// Numbers that must be shared for a group to be like the patient: heart rate and cuff alone are inside nearly every
    /// group. Our choice.
    private static let fewest = 3
    /// Share of people farther out below which a patient counts as outside: what two spreads leave out of one number.
    private static let rare = 0.05

    /// Compares a patient's numbers with the groups of stored results.
    ///
    /// - Throws: `QuantityError` for units that do not fit.
    public init(
        of patient: PatientNumbers, in domain: [(result: String, group: ValidatedPopulation)]
    ) throws {
        self.patient = patient.patient
        let numbers = patient.values.sorted { $0.key < $1.key }.map {
            (name: $0.key, value: $0.value.value, unit: $0.value.unit)
        }
        var groups: [Group] = []
        var covers: [String: (low: Double, high: Double, isInside: Bool)] = [:]
        for (result, group) in domain {
            var scores: [(name: String, z: Double)] = []
            for number in numbers {
                guard let known = group.coordinates.first(where: { $0.name == number.name }),
                    known.spread > 0
                else { continue }
                let own = try Unit(known.unit)
                let mean = try own.convert(known.mean, to: number.unit)
                let spread = known.spread * own.factor / number.unit.factor
                let z = (number.value - mean) / spread
                scores.append((number.name, z))
                let (low, high) = (mean - Self.covered * spread, mean + Self.covered * spread)
                let old = covers[number.name] ?? (low, high, false)
                covers[number.name] = (
                    min(old.low, low), max(old.high, high), old.isInside || abs(z) <= Self.covered
                )
            }
            guard let worst = scores.max(by: { abs($0.z) < abs($1.z) }) else { continue }
            let squares = scores.reduce(0) { $0 + $1.z * $1.z }
            let joint = group.correlation.flatMap { JointDistance(scores, $0) }
            groups.append(
                Group(
                    name: group.name, result: result, shared: scores.count,
                    distance: (squares / Double(scores.count)).squareRoot(),
                    farthest: worst.name, farthestZ: worst.z, joint: joint,
                    inside: abs(worst.z) <= Self.covered && scores.count >= Self.fewest
                        && (joint?.farther ?? 1) >= Self.rare))
        }
        self.groups = groups.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
        coordinates = numbers.map { number in
            let cover = covers[number.name]
            return Coordinate(
                name: number.name, value: number.value, unit: number.unit.symbol,
                simulated: patient.simulated.contains(number.name), low: cover?.low,
                high: cover?.high, inside: cover?.isInside ?? false)
        }
    }

    /// 3: inside a group, and every number covered; 2: inside a group; 1: some numbers covered; 0: none.
    var gradation: Int {
        if groups.contains(where: \.inside) { return coordinates.allSatisfy(\.inside) ? 3 : 2 }
        return coordinates.contains(where: \.inside) ? 1 : 0
    }

    /// One sentence.
    package var sentence: String {
        guard let nearest = groups.filter({ $0.shared >= Self.fewest }).first ?? groups.first else {
            return "\(patient): no stored validation covers a number that is known of this patient"
        }
        let outside = coordinates.filter { !$0.inside }.map(\.name)
        let words =
            "\(patient) is \(nearest.inside ? "inside" : "outside") its nearest group, \(nearest.name): "
            + "distance \(SuiteText.number(nearest.distance)) over \(nearest.shared) numbers, farthest "
            + "\(nearest.farthest) at z \(SuiteText.number(nearest.farthestZ))"
            + (nearest.joint.map {
                ", \(SuiteText.number(100 * $0.farther)) % of its people farther when \($0.names.count) "
                    + "numbers are taken together"
            } ?? "; numbers taken as independent")
        return outside.isEmpty
            ? words : words + "; covered by no group: " + outside.joined(separator: ", ")
    }
}
