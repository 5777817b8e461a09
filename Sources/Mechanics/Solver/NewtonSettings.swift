/// When Newton's method stops, and when it factors anew.
public struct NewtonSettings: Sendable, Equatable {
    /// Out-of-balance force relative to the largest of the internal, pressure, support and dead
    /// forces (Euclidean norms over the nodes) [1].
    public var forceTolerance = 1e-6
    /// Difference of each cavity volume from what the circulation holds [mm³]: 1e-8 mL.
    public var volumeTolerance = 1e-5
    /// Iterations of one step before it counts as diverged.
    public var maximumIterations = 40
    /// An old factor is kept while fewer further iterations than this are expected with it.
    ///
    /// The expectation is that of linear convergence, which secant updates beat. Chosen by counting: on
    /// a beat of rodero-01, 14 to 30 differ by less than a tenth in iterations and factorisations.
    public var staleIterationLimit = 16.0
    /// Whether factors are made in single precision where that succeeds.
    public var factorsInSinglePrecision = true
    /// Halvings of a step of the line search before the iteration counts as diverged.
    public var maximumCuts = 10
    /// Smallest accepted det F at a quadrature point [1].
    public var smallestJ = 0.1
    /// Smallest part of a load increment tried by ``MechanicsSolver/equilibrium(_:pressures:tension:)``.
    public var smallestLoadPart = 1.0 / 1024

    /// The standard settings.
    public init() {}
}
