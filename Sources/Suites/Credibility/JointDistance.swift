import Numerics
package import Verification

/// How far a patient is from a group of people when numbers that go together are taken together.
///
/// ```
/// D² = zᵀ R⁻¹ z
/// F  = n (n − p) / (p (n − 1) (n + 1)) · D²
/// ```
///
/// over the p numbers that are known of the patient and of every one of the n people; `z` as in ``Applicability``, `R` their
/// correlations. If the numbers are jointly normal and the patient is one more of these people, F has Fisher's
/// distribution with p and n − p degrees of freedom: small groups are not taken for sharper than they are.
///
/// Source: Mahalanobis, *Proc. Natl. Inst. Sci. India* 2 (1936) 49–55; Hotelling, *Ann. Math. Stat.* 2 (1931) 360–378,
/// doi:10.1214/aoms/1177732979. The form for one new member is from memory; a test draws groups and new members and
/// counts.
public struct JointDistance: Sendable, Codable {
    /// Numbers taken together, sorted.
    public var names: [String]
    /// People of the group who have them all.
    public var people: Int
    /// Mahalanobis distance D [1].
    public var distance: Double
    /// Share of such people who would be farther out [1].
    public var farther: Double

    /// Reciprocal condition of the correlations below which a number follows from the others: six digits of the distance would be
    /// left. What is only nearly so is the sample's doing, and F allows for it.
    private static let dependent = 1e-10

    /// Measures the distance; nil where fewer than two numbers are shared, the people are too few, or a number follows from the
    /// others in them.
    package init?(_ scores: [(name: String, z: Double)], _ group: ValidatedPopulation.Correlation) {
        let shared = scores.filter { group.names.contains($0.name) }.sorted { $0.name < $1.name }
        let places = shared.compactMap { group.names.firstIndex(of: $0.name) }
        let (p, n) = (Double(shared.count), Double(group.people))
        guard shared.count > 1, group.people > shared.count else { return nil }
        let size = group.names.count
        let matrix = places.flatMap { row in places.map { group.matrix[row * size + $0] } }
        let z = shared.map(\.z)
        guard let factors = try? DenseLU(matrix, order: places.count),
            factors.reciprocalCondition > Self.dependent, let weighted = try? factors.solve(z)
        else { return nil }
        let square = zip(z, weighted).reduce(0) { $0 + $1.0 * $1.1 }
        names = shared.map(\.name)
        people = group.people
        distance = square.squareRoot()
        farther = FisherF.upperTail(n * (n - p) / (p * (n - 1) * (n + 1)) * square, p, n - p)
    }
}
