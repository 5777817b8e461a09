/// Numerical settings of a monodomain computation.
public struct MonodomainSettings: Sendable, Equatable {
    /// Time step [ms].
    public var timeStep: Double
    /// The diffusion step ends when no node needs a larger correction [mV].
    ///
    /// The default moves activation times of the N-version benchmark by less than 1e-3 ms
    /// (docs/decisions/monodomain.md).
    public var voltageTolerance: Double
    /// The diffusion step fails after as many iterations.
    public var maximumIterations: Int
    /// Allows tissue in several parts, which then do not feel each other.
    public var allowsSeveralParts: Bool
    /// Also records repolarisation and the duration of action potentials.
    public var recordsRepolarisation: Bool
    /// How membranes are advanced.
    public enum MembraneScheme: String, Sendable, CaseIterable {
        /// Second order, with tables of the voltage where the model has them (`TabulatedMembrane`).
        case tables
        /// Second order, by the equations.
        case equations
        /// First order in time with tables where the model has them, to compare with codes that do so.
        case rushLarsenTables
    }
    /// How membranes are advanced.
    public var membraneScheme: MembraneScheme
    /// Voltage whose upward crossing is activation [mV].
    public var activationThreshold: Double

    /// Largest time step [ms]; assumed: at 0.1 ms a ventricular upstroke of 300 mV/ms is crossed in four
    /// steps, which is where second order ends.
    public static let largestTimeStep = 0.1

    /// Makes settings.
    ///
    /// - `activationThreshold`: 0 mV as in Niederer et al. 2011, doi:10.1098/rsta.2011.0139.
    public init(
        timeStep: Double = 0.02, voltageTolerance: Double = 1e-3, maximumIterations: Int = 500,
        allowsSeveralParts: Bool = false, recordsRepolarisation: Bool = false,
        membraneScheme: MembraneScheme = .tables, activationThreshold: Double = 0
    ) {
        self.membraneScheme = membraneScheme
        self.timeStep = timeStep
        self.voltageTolerance = voltageTolerance
        self.maximumIterations = maximumIterations
        self.allowsSeveralParts = allowsSeveralParts
        self.recordsRepolarisation = recordsRepolarisation
        self.activationThreshold = activationThreshold
    }

    func validate() throws(MonodomainError) {
        guard timeStep > 0, timeStep <= Self.largestTimeStep else {
            throw .timeStep(value: timeStep, largest: Self.largestTimeStep)
        }
        guard voltageTolerance > 0, voltageTolerance <= 1 else {
            throw .outOfRange(
                name: "the tolerance of the voltage", value: voltageTolerance,
                allowed: "more than 0 and at most 1 mV")
        }
        guard maximumIterations > 0 else {
            throw .outOfRange(
                name: "the number of iterations", value: Double(maximumIterations),
                allowed: "positive")
        }
        guard (-100...100).contains(activationThreshold) else {
            throw .outOfRange(
                name: "the activation threshold", value: activationThreshold,
                allowed: "-100 to 100 mV")
        }
    }
}
