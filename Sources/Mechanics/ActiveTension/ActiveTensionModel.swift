public import Quantities

/// A contraction model: calcium (or time since activation) and stretch in, fibre tension out.
///
/// The tension is force per undeformed cross-section along the fibre [kPa]; the active stress is
/// `P = Ta · F f0 ⊗ f0 / √I4f`. One call advances a whole batch of quadrature points through one
/// time step and returns the tension at its end with its total derivative by the end stretch,
/// including the rate (λ − λn)/dt; without that derivative staggered coupling oscillates
/// (Regazzoni & Quarteroni, *Comput. Methods Appl. Mech. Eng.* 373 (2021) 113506).
public protocol ActiveTensionModel: Sendable {
    /// Identity, states and parameters.
    static var card: ModelCard { get }

    /// What the model reads in the place of calcium.
    static var input: ActiveTensionInput { get }

    /// The model with every parameter at its default.
    init()

    /// The model with the given parameter values in the units of the card; the others keep their
    /// defaults.
    ///
    /// - Throws: ``ParameterError`` for an unknown name, a value outside its range, or values that do not
    ///   go together.
    init(parameters given: [String: Double]) throws(ParameterError)

    /// Resting state of one point, in the order of `card.states`.
    var restingState: [Double] { get }

    /// Advances `batch.count` points by `dt` [ms].
    ///
    /// Reads `batch` and the old state, writes the new state, the tension and its derivative.
    /// Deterministic; allocates nothing.
    func advance(_ batch: ActiveTensionBatch, dt: Double)
}

/// Borrowed arrays of one batch of points; state `k` of point `i` is at `[k * stateStride + i]`.
public struct ActiveTensionBatch {
    /// Number of points.
    public var count: Int
    /// Distance between two states of a point.
    public var stateStride: Int
    /// Free calcium at the start of the step [µM], or what ``ActiveTensionModel/input`` says.
    public var calciumBefore: UnsafePointer<Double>
    /// The same at the end of the step.
    public var calciumAfter: UnsafePointer<Double>
    /// Fibre stretch at the start of the step [1].
    public var stretchBefore: UnsafePointer<Double>
    /// Fibre stretch at the end of the step (current iterate) [1].
    public var stretchAfter: UnsafePointer<Double>
    /// State at the start of the step.
    public var stateBefore: UnsafePointer<Double>
    /// State at the end of the step (output).
    public var stateAfter: UnsafeMutablePointer<Double>
    /// Tension at the end of the step [kPa] (output).
    public var tension: UnsafeMutablePointer<Double>
    /// d tension / d stretchAfter [kPa] (output).
    public var tensionDerivative: UnsafeMutablePointer<Double>

    /// Makes a batch view.
    public init(
        count: Int, stateStride: Int, calciumBefore: UnsafePointer<Double>,
        calciumAfter: UnsafePointer<Double>, stretchBefore: UnsafePointer<Double>,
        stretchAfter: UnsafePointer<Double>, stateBefore: UnsafePointer<Double>,
        stateAfter: UnsafeMutablePointer<Double>, tension: UnsafeMutablePointer<Double>,
        tensionDerivative: UnsafeMutablePointer<Double>
    ) {
        self.count = count
        self.stateStride = stateStride
        self.calciumBefore = calciumBefore
        self.calciumAfter = calciumAfter
        self.stretchBefore = stretchBefore
        self.stretchAfter = stretchAfter
        self.stateBefore = stateBefore
        self.stateAfter = stateAfter
        self.tension = tension
        self.tensionDerivative = tensionDerivative
    }
}
