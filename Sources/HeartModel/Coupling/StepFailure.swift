public import Mechanics

/// A step of the coupled heart that was not found, however short.
public struct StepFailure: Sendable, Equatable {
    /// The beat, from 1.
    public var beat: Int
    /// Time since the start of the beat up to which the heart was advanced [ms].
    public var time: Double
    /// Lengths of the steps that were tried, in order [ms].
    public var steps: [Double]
    /// Where the wall's solution stopped, for the last of them; nil where something else failed.
    public var newton: NewtonFailure?
    /// What went wrong with the last of them.
    public var reason: String

    init(state: HeartState, steps: [Double], error: any Error) {
        beat = state.beat + 1
        time = state.time
        self.steps = steps
        reason = "\(error)"
        if case MechanicsError.newtonDiverged(let failure) = error { newton = failure }
    }
}

extension StepFailure: CustomStringConvertible {
    /// When, what was tried, and why it failed.
    public var description: String {
        "the heart could not be advanced beyond \(time) ms of beat \(beat) with steps of "
            + steps.map { "\($0)" }.joined(separator: ", ") + " ms: \(reason)"
    }
}
