import Ionics

/// The voltages and membranes of a computation in one precision.
///
/// The solver calls ``diffuse(until:)`` and ``react(_:until:records:)`` in turn; voltages are then half a
/// step ahead of its time.
protocol MonodomainWave: AnyObject {
    var model: Membrane { get }
    /// Conjugate-gradient iterations so far.
    var iterations: Int { get }
    /// Iterations times the rows that took part.
    var iteratedRows: Int { get }

    /// Advances voltages by diffusion; `time` [ms] is the end of the step.
    func diffuse(until time: Double) throws(MonodomainError)

    /// Advances membranes by `length` [ms] from `start` [ms].
    ///
    /// - `recorded`: the time in the middle that is recorded [ms]; nil for none.
    /// - Returns: false where a cell left the range of real cells.
    func react(_ length: Double, from start: Double, recorded: Double?) -> Bool

    /// The node that left the range of real cells in the latest reaction; nil where the solver has to look
    /// for it.
    var failedNode: Int? { get }

    /// Sets the depolarising current of a node [µA/µF] to zero.
    func clearStimulus(_ node: Int)
    /// Adds to the depolarising current of a node [µA/µF].
    func addStimulus(_ node: Int, _ current: Double)

    /// One state of a node.
    func value(_ state: Int, node: Int) -> Double

    /// Everything it needs to go on with the same bits: membranes, voltages, changes of the latest
    /// diffusion steps.
    var saved: SavedWave { get set }
}

/// Contents of a ``MonodomainWave``.
struct SavedWave: Sendable, Equatable {
    var states: [Double]
    var ahead: [Double]
    var changes: [[Double]]
}
