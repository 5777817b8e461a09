public import Numerics
public import Quantities

/// A membrane model of one cell: voltage, gates and concentrations, integrated in batches.
///
/// Time in ms, voltage in mV, currents and stimulus in µA per µF of membrane (= A/F = mV/ms); a
/// positive stimulus depolarises. Cell types are sets of parameter values, so that one block of lanes
/// can hold different types.
///
/// The models are in ``IonicModels`` and in the module MembraneModels; how one is written says
/// `MembraneEquations`.
public protocol IonicModel: Sendable {
    /// Identity, states in storage order and parameters in storage order.
    static var card: ModelCard { get }

    /// The cell types the model knows; the first is its default.
    static var cellTypes: [CellType] { get }

    /// Published initial state in the order of `card.states`.
    static var initialState: [Double] { get }

    /// Index of the transmembrane voltage [mV] in the state.
    static var voltageIndex: Int { get }

    /// Index of the free cytosolic calcium concentration in the state; nil in models without calcium.
    static var calciumIndex: Int? { get }

    /// Free cytosolic calcium in µM per unit of the state at ``calciumIndex``.
    static var calciumScale: Double { get }

    /// How much finer than the standard ones the steps must be when the cell is paced [1].
    static var pacingRefinement: Double { get }

    /// Whether the cell fires by itself, without a stimulus.
    static var isAutomatic: Bool { get }

    /// The stimulus the model is paced with by default.
    static var stimulus: StimulusPulse { get }

    /// Advances blocks of eight cells by one step of `dt` [ms]; see ``ExponentialMidpoint``.
    static func advance(_ cells: CellBlocks<Double8>, dt: Double)

    /// Advances single cells by one step of `dt` [ms]; the bits of a lane of a block.
    static func advance(_ cells: CellBlocks<Double>, dt: Double)
}

extension IonicModel {
    /// Muscle waits for its stimulus.
    public static var isAutomatic: Bool { false }

    /// The standard steps are chosen for smooth models.
    public static var pacingRefinement: Double { 1 }

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
