public import Circuits
public import HeartModel

/// A heart with everything that is to be done to it, each by itself.
public struct LoopSubject: Sendable {
    /// One thing done to it.
    public struct Treatment: Sendable {
        /// The parameters after.
        public var parameters: HeartParameters
        /// What is done beyond the parameters: devices, drugs that act on nerves.
        public var therapy: CircuitTherapy

        /// Describes a treatment.
        public init(parameters: HeartParameters, therapy: CircuitTherapy = .none) {
            self.parameters = parameters
            self.therapy = therapy
        }
    }

    /// Before.
    public var untreated: HeartParameters
    /// What is done, each to the untreated heart.
    public var treatments: [Treatment]

    /// Describes a heart.
    public init(untreated: HeartParameters, treatments: [Treatment] = []) {
        self.untreated = untreated
        self.treatments = treatments
    }
}

/// A heart that took longer than it may.
public struct LoopTimeLimit: Error, Sendable, Equatable, CustomStringConvertible {
    /// The limit of one heart [s].
    public var seconds: Double

    /// One sentence.
    public var description: String { "not done within \(seconds) s" }
}
