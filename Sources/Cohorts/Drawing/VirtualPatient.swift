public import Circulation

/// A person with a circulation that shows what was drawn.
public struct VirtualPatient: Sendable {
    /// Number of the candidate it was.
    public let candidate: Int
    /// Who it is.
    public let person: Person
    /// The closed loop.
    public let loop: LoopParameters
    /// What the loop shows, in the order of ``Cohort/readings``.
    public let readings: [Double]
    /// How far each aim is from the mean of its distribution for this person, by standard deviations.
    public let scores: [Double]
}
