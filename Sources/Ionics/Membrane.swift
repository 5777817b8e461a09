public import Quantities

/// A membrane model as a value: what pacing, recording, drugs and tissue ask of it.
///
/// Built-in models are types (``IonicModel``), so that the compiler specialises their equations; models that
/// are read from files exist only at run time. Both become this value, and differ in their
/// ``MembraneKernel``.
public struct Membrane: Sendable {
    /// Identity, states in storage order and parameters in storage order.
    public var card: ModelCard
    /// The cell types the model knows, at least one; the first is its default.
    public var cellTypes: [CellType]
    /// Initial state in the order of `card.states`.
    public var initialState: [Double]
    /// Index of the transmembrane voltage [mV] in the state.
    public var voltageIndex: Int
    /// Index of the free cytosolic calcium in the state; nil in models without calcium.
    public var calciumIndex: Int?
    /// Free cytosolic calcium in µM per unit of the state at ``calciumIndex``.
    public var calciumScale: Double
    /// How much finer than the standard ones the steps must be when the cell is paced [1].
    public var pacingRefinement: Double
    /// Whether the cell fires by itself, without a stimulus.
    public var isAutomatic: Bool
    /// The stimulus the model is paced with by default.
    public var stimulus: StimulusPulse
    /// What advances its cells.
    public var kernel: any MembraneKernel

    /// Describes a model.
    public init(
        card: ModelCard, cellTypes: [CellType], initialState: [Double], voltageIndex: Int,
        calciumIndex: Int?, calciumScale: Double, pacingRefinement: Double = 1,
        isAutomatic: Bool = false, stimulus: StimulusPulse, kernel: any MembraneKernel
    ) {
        self.card = card
        self.cellTypes = cellTypes
        self.initialState = initialState
        self.voltageIndex = voltageIndex
        self.calciumIndex = calciumIndex
        self.calciumScale = calciumScale
        self.pacingRefinement = pacingRefinement
        self.isAutomatic = isAutomatic
        self.stimulus = stimulus
        self.kernel = kernel
    }

    /// A built-in model.
    public init(_ model: any IonicModel.Type) {
        self.init(
            card: model.card, cellTypes: model.cellTypes, initialState: model.initialState,
            voltageIndex: model.voltageIndex, calciumIndex: model.calciumIndex,
            calciumScale: model.calciumScale, pacingRefinement: model.pacingRefinement,
            isAutomatic: model.isAutomatic, stimulus: model.stimulus,
            kernel: BuiltInKernel(model: model))
    }

    /// The cell type called `name`.
    ///
    /// - Throws: ``IonicsError/unknownCellType(name:model:known:)``.
    public func cellType(_ name: String) throws(IonicsError) -> CellType {
        guard let found = cellTypes.first(where: { $0.name == name }) else {
            throw .unknownCellType(
                name: name, model: card.identifier, known: cellTypes.map(\.name))
        }
        return found
    }
}
