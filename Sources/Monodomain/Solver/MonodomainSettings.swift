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
    /// Precision of a computation.
    public enum Precision: String, Sendable, CaseIterable {
        /// Sixty-four bits.
        case double
        /// Thirty-two bits, for models that have tables in single precision
        /// (`SingleIonicModel`).
        case single
    }
    /// Precision of voltages, membranes and diffusion.
    public var precision: Precision
    /// Steps of the membranes in a time step for ``ArrivalDrive/upstroke`` after an arrival: 1 or an
    /// even number.
    ///
    /// With given arrivals (``ArrivalDrive``) a time step may be as long as ``largestStepAfterUpstroke``
    /// where these steps are short enough for the upstroke.
    public var upstrokeSteps: Int
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
        membraneScheme: MembraneScheme = .tables, activationThreshold: Double = 0,
        precision: Precision = .double, upstrokeSteps: Int = 1
    ) {
        self.precision = precision
        self.upstrokeSteps = upstrokeSteps
        self.membraneScheme = membraneScheme
        self.timeStep = timeStep
        self.voltageTolerance = voltageTolerance
        self.maximumIterations = maximumIterations
        self.allowsSeveralParts = allowsSeveralParts
        self.recordsRepolarisation = recordsRepolarisation
        self.activationThreshold = activationThreshold
    }

    /// Largest time step between the upstrokes [ms], with given arrivals only.
    ///
    /// Nothing but the upstroke is stiff at 1 ms (docs/decisions/cells.md).
    public static let largestStepAfterUpstroke = 1.0

    /// Lengths of the steps that membranes take from time step to time step [ms].
    var tableSteps: [Double] {
        upstrokeSteps == 1 ? [timeStep] : [timeStep, timeStep / Double(upstrokeSteps)]
    }

    /// Membrane steps near an arrival in a whole or half a time step [ms].
    func upstrokeSteps(in length: Double) -> Int {
        max(1, length < 0.75 * timeStep ? upstrokeSteps / 2 : upstrokeSteps)
    }

    func validate(arrivals: Bool) throws(MonodomainError) {
        guard upstrokeSteps == 1 || (upstrokeSteps > 1 && upstrokeSteps % 2 == 0 && arrivals) else {
            throw .outOfRange(
                name: "the number of steps in an upstroke", value: Double(upstrokeSteps),
                allowed: arrivals ? "1 or even" : "1 without given arrivals")
        }
        let steps = Double(max(1, upstrokeSteps))
        let largest = min(Self.largestStepAfterUpstroke, steps * Self.largestTimeStep)
        // A thousandth is round-off of the product.
        guard timeStep > 0, timeStep <= largest * 1.001 else {
            throw .timeStep(value: timeStep, largest: largest)
        }
        guard precision == .double || membraneScheme == .tables else {
            throw .outOfRange(
                name: "the precision of the scheme \(membraneScheme.rawValue)", value: 32,
                allowed: "64 bits; single precision is for tables")
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
