/// What a branch remembers: its flow and, for a valve with leaflets, how far they are open.
public struct BranchState: Sendable, Equatable {
    /// Flow from the upstream to the downstream node [mm³/ms].
    public var flow: Double
    /// Opening state of the leaflets, 0 closed … 1 open; 1 where there are none.
    public var opening: Double

    /// Makes a state.
    @inlinable
    public init(flow: Double, opening: Double) {
        self.flow = flow
        self.opening = opening
    }
}

/// A branch at the end of an implicit step.
public struct BranchStep: Sendable, Equatable {
    /// Flow [mm³/ms].
    public var flow: Double
    /// Opening state [1].
    public var opening: Double
    /// ∂flow/∂drop at the end of the step [mm³/(ms·kPa)].
    public var conductance: Double

    /// Makes a result.
    @inlinable
    public init(flow: Double, opening: Double, conductance: Double) {
        self.flow = flow
        self.opening = opening
        self.conductance = conductance
    }
}

/// A valve or a vessel lumen: the flow that a pressure drop drives.
///
/// `drop` is the pressure difference between the two elastic compartments that the branch joins
/// [kPa]; `series` is an additional linear resistance in the same path [kPa·ms/mm³], the
/// characteristic resistance of the artery behind an outlet valve.
///
/// The implicit form serves every method whose stage reads `y = base + h·f(y)` (backward Euler,
/// BDF2, SDIRK); it is closed-form in every component here, so that no trial pressure can make it
/// fail.
public protocol FlowBranch: Sendable {
    /// Solves `y = base + h·f(y, drop)` for the branch state y.
    func advance(
        _ base: BranchState, by h: Double, drop: Double, series: Double
    ) -> BranchStep

    /// Flow [mm³/ms] at a state; branches without inertance compute it from the drop alone.
    func flow(_ state: BranchState, drop: Double, series: Double) -> Double

    /// Time derivative of the state; zero where the state is algebraic.
    func rates(_ state: BranchState, drop: Double, series: Double) -> BranchState
}

/// A valve between a chamber and its neighbour.
public protocol ValveModel: FlowBranch, CircuitComponent {
    /// State to start from when nothing is known.
    static var closed: BranchState { get }
}
