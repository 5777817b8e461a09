/// The loop between two coupled steps: its state and what the two-step method remembers.
///
/// A value: keep a copy to repeat a step with other pressures or a smaller step.
public struct LoopMemory: Sendable, Equatable {
    /// State at the end of the last step.
    public var state: LoopState
    /// State one step earlier.
    public var previous: LoopState
    /// Length of the last step [ms]; 0 when there was none.
    public var lastStep: Double

    /// Starts from a state without history: the next step is backward Euler.
    @inlinable
    public init(_ state: LoopState) {
        self.state = state
        previous = state
        lastStep = 0
    }

    /// The memory as a flat array: state, previous state, last step.
    public var values: [Double] { state.values + previous.values + [lastStep] }

    /// Restores a memory from ``values``.
    ///
    /// - Throws: a wrong number of values, or one that is not finite.
    public init(values: [Double]) throws(CirculationError) {
        let n = LoopState.names.count
        guard values.count == 2 * n + 1 else {
            throw .wrongStateSize(expected: 2 * n + 1, found: values.count)
        }
        state = try LoopState(values: Array(values[..<n]))
        previous = try LoopState(values: Array(values[n..<2 * n]))
        lastStep = values[2 * n]
    }
}

/// Time discretisation of the coupled step.
public enum CouplingScheme: String, Sendable, CaseIterable {
    /// First order, L-stable: y₁ = y₀ + Δt·f(y₁).
    case backwardEuler
    /// Second order, L-stable, for variable steps (Hairer, Nørsett & Wanner, *Solving Ordinary
    /// Differential Equations I*, 2nd edition, section III.5); with ω = Δt/Δt₋₁:
    /// y₁ = ((1 + ω)²·y₀ − ω²·y₋₁)/(1 + 2ω) + (1 + ω)/(1 + 2ω)·Δt·f(y₁).
    /// The first step, and one that is more than twice as long as the step before it (zero-stable
    /// up to 1 + √2), is backward Euler.
    case bdf2
}

extension LoopMemory {
    /// Largest ratio of consecutive steps for which BDF2 is used [1].
    @usableFromInline static var largestStepRatio: Double { 2 }

    /// Writes a step of the scheme as `y = base + h·f(y)`.
    @inlinable
    func stage(dt: Double, scheme: CouplingScheme) -> (base: LoopState, h: Double) {
        guard scheme == .bdf2, lastStep > 0, dt <= Self.largestStepRatio * lastStep else {
            return (state, dt)
        }
        let omega = dt / lastStep
        let scale = 1 / (1 + 2 * omega)
        // y₀ + ω²/(1 + 2ω)·(y₀ − y₋₁): exact for constant volumes, so none is lost to round-off.
        return (state + (omega * omega * scale) * (state - previous), (1 + omega) * scale * dt)
    }
}
