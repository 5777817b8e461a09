public import Numerics
public import Quantities

/// A membrane model of one cell: voltage, gates and concentrations, written once for any lanes.
///
/// Conventions: time in ms, voltage in mV, currents and stimulus in µA per µF of membrane
/// (= A/F = mV/ms), outward currents positive, so
///
/// ```
/// dV/dt = −Iion + Istim
/// ```
///
/// and a positive stimulus depolarises. The stimulus is carried by potassium where the model counts
/// it. Cell types are sets of parameter values, so that one block of lanes can hold different types.
///
/// A new model is one file with ``evaluate(_:_:stimulus:into:)`` and its card, and one line in
/// ``IonicModels``; the integrators come from the protocol's extensions.
public protocol IonicModel: Sendable {
    /// Identity, states in storage order and parameters in storage order.
    static var card: ModelCard { get }

    /// The cell types the model knows; the first is its default.
    static var cellTypes: [CellType] { get }

    /// Published initial state in the order of `card.states`.
    static var initialState: [Double] { get }

    /// Index of the transmembrane voltage [mV] in the state.
    static var voltageIndex: Int { get }

    /// Index of the free cytosolic calcium concentration in the state.
    static var calciumIndex: Int { get }

    /// Free cytosolic calcium in µM per unit of the state at ``calciumIndex``.
    static var calciumScale: Double { get }

    /// The stimulus the model is paced with by default.
    static var stimulus: StimulusPulse { get }

    /// Evaluates the right-hand side dy/dt and the decay rates used to integrate it.
    ///
    /// - Parameter state: `card.states.count` values.
    /// - Parameter parameters: `card.parameters.count` values.
    /// - Parameter stimulus: depolarising current [µA/µF].
    /// - Parameter derivative: receives every state's rate and decay.
    static func evaluate<L: RealLanes>(
        _ state: UnsafePointer<L>, _ parameters: UnsafePointer<L>, stimulus: L,
        into derivative: StateDerivative<L>)

    /// Advances blocks of eight cells by one step of `dt` [ms]; see ``ExponentialMidpoint``.
    static func advance(_ cells: CellBlocks<Double8>, dt: Double)

    /// Advances single cells by one step of `dt` [ms]; the bits of a lane of a block.
    static func advance(_ cells: CellBlocks<Double>, dt: Double)
}

extension IonicModel {
    // Both are compiled with the conforming model, so that the kernel is specialised there: calling
    // through the registry costs one dynamic call per batch, not one per operation.
    @inline(__always)
    public static func advance(_ cells: CellBlocks<Double8>, dt: Double) {
        ExponentialMidpoint<Self>.advance(cells, dt: dt)
    }
    @inline(__always)
    public static func advance(_ cells: CellBlocks<Double>, dt: Double) {
        ExponentialMidpoint<Self>.advance(cells, dt: dt)
    }

    /// The cell type called `name`.
    ///
    /// - Throws: ``IonicsError/unknownCellType(name:model:known:)``.
    public static func cellType(_ name: String) throws(IonicsError) -> CellType {
        guard let found = cellTypes.first(where: { $0.name == name }) else {
            throw .unknownCellType(
                name: name, model: card.identifier, known: cellTypes.map(\.name))
        }
        return found
    }
}
