public import Numerics

/// A circuit at one moment, in the order of its plan.
public struct CircuitState<Real: RealLanes>: Sendable {
    /// Volumes of the compartments [mm³].
    public var volumes: [Real]
    /// Flows and openings of the branches.
    public var branches: [BranchValues<Real>]
    /// What the patches of muscles remember, with the shapes of the muscles; empty for muscles at rest.
    public var muscles: [Real] = []
    /// Since the onset of the QRS [ms].
    public var sinceOnset: Real
    /// Length of the current beat [ms].
    public var cycle: Real
    /// Since the start of the run [ms].
    public var time: Real

    /// A state at the onset of a QRS with flows at rest and leaflets closed.
    public init(volumes: [Real], branchCount: Int, cycle: Real) {
        self.volumes = volumes
        branches = [BranchValues<Real>](
            repeating: BranchValues(flow: 0, opening: 0), count: branchCount)
        sinceOnset = 0
        self.cycle = cycle
        time = 0
    }
}
