/// What an intervention was given at, and to whom, in the studies of docs/interventions.md.
///
/// Ranges begin at nothing: between no treatment and the highest dose that was studied a response is interpolated. Abstracts give
/// means without standard deviations in most studies; numbers further from the mean than half of it count as far outside
/// (assumed).
public struct PublishedExperience: Sendable {
    /// Words that it must be called with.
    public var words: [String: String]
    /// Highest dose, in the unit of the argument's card, whose source it has; nil where the argument was not what varied.
    public var highest: (argument: String, value: Double)?
    /// Means before treatment by the number's identifier, in its unit; sources in docs/interventions.md.
    public var means: [String: Double]
    /// Who they were.
    public var people: String

    /// Largest distance from the mean by the mean [1].
    public static let reach = 0.5

    /// Describes a study.
    public init(
        of people: String, words: [String: String] = [:],
        highest: (argument: String, value: Double)? = nil, means: [String: Double] = [:]
    ) {
        self.words = words
        self.highest = highest
        self.means = means
        self.people = people
    }
}
