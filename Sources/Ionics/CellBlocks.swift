public import Numerics

/// Borrowed arrays of a batch of cells, in blocks of as many cells as `L` has lanes.
public struct CellBlocks<L: RealLanes> {
    /// Number of blocks.
    public var count: Int
    /// State `k` of block `b` at `[b * card.states.count + k]`.
    public var states: UnsafeMutablePointer<L>
    /// Parameter `k` of block `b` at `[b * parameterStride + k]`.
    public var parameters: UnsafePointer<L>
    /// Distance between the parameters of two blocks; zero when they share them.
    public var parameterStride: Int
    /// Depolarising current of each block during the step [µA/µF].
    public var stimulus: UnsafePointer<L>
    /// Working memory of ``scratchCount(states:)`` values, used block after block.
    public var scratch: UnsafeMutablePointer<L>

    /// Makes a view of a batch.
    public init(
        count: Int, states: UnsafeMutablePointer<L>, parameters: UnsafePointer<L>,
        parameterStride: Int, stimulus: UnsafePointer<L>, scratch: UnsafeMutablePointer<L>
    ) {
        self.count = count
        self.states = states
        self.parameters = parameters
        self.parameterStride = parameterStride
        self.stimulus = stimulus
        self.scratch = scratch
    }

    /// Size of the working memory for a model with `states` states.
    public static func scratchCount(states: Int) -> Int { 3 * states }
}

/// Where a model writes its right-hand side: for every state y its rate dy/dt and a decay b ≥ 0.
///
/// The integrator treats y' = (y' + b·y) − b·y with the bracket frozen, which is exact for a gate,
/// b = 1/τ. b = 0 makes the state explicit. Any b ≥ 0 is consistent; a good one is −∂y'/∂y.
public struct StateDerivative<L: RealLanes> {
    /// The state the rates belong to.
    @usableFromInline let state: UnsafePointer<L>
    /// dy/dt.
    @usableFromInline let rate: UnsafeMutablePointer<L>
    /// b [1/ms].
    @usableFromInline let decay: UnsafeMutablePointer<L>

    /// Rates of a state; both arrays have its length.
    @inlinable @inline(__always)
    public init(
        state: UnsafePointer<L>, rate: UnsafeMutablePointer<L>, decay: UnsafeMutablePointer<L>
    ) {
        self.state = state
        self.rate = rate
        self.decay = decay
    }

    /// A gate relaxing to `limit` with time constant `tau` [ms].
    @inlinable @inline(__always)
    public func gate(_ index: Int, to limit: L, tau: L) { gate(index, to: limit, decay: 1 / tau) }

    /// A gate relaxing to `limit` with rate `decay` [1/ms].
    @inlinable @inline(__always)
    public func gate(_ index: Int, to limit: L, decay: L) {
        rate[index] = (limit - state[index]) * decay
        self.decay[index] = decay
    }

    /// Any state with its rate and decay.
    @inlinable @inline(__always)
    public func set(_ index: Int, rate: L, decay: L = 0) {
        self.rate[index] = rate
        self.decay[index] = decay
    }
}
