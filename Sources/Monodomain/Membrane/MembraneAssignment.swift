public import Ionics
import Quantities

/// Which membrane model the tissue has, which cell type each node, and the state it starts from.
public struct MembraneAssignment: Sendable {
    /// The model of all nodes.
    public var model: Membrane
    /// Kinds of cells.
    public var cellTypes: [CellType]
    /// Number of the kind of each node; empty where there is one kind.
    public var cellTypeOfNode: [UInt16]
    /// State of each kind of cell at the start.
    public var initialStates: [[Double]]

    /// One kind of cell everywhere, the model's default one where none is given.
    ///
    /// - `initialState`: the model's published one where none is given.
    public init(
        _ model: any IonicModel.Type, cellType: CellType? = nil, initialState: [Double]? = nil
    ) {
        self.init(Membrane(model), cellType: cellType, initialState: initialState)
    }

    /// One kind of cell everywhere of any membrane model.
    public init(
        _ model: Membrane, cellType: CellType? = nil, initialState: [Double]? = nil
    ) {
        self.init(
            model, cellTypes: [cellType ?? model.cellTypes[0]], cellTypeOfNode: [],
            initialStates: [initialState ?? model.initialState])
    }

    /// Kinds of cells by node.
    public init(
        _ model: any IonicModel.Type, cellTypes: [CellType], cellTypeOfNode: [UInt16],
        initialStates: [[Double]]
    ) {
        self.init(
            Membrane(model), cellTypes: cellTypes, cellTypeOfNode: cellTypeOfNode,
            initialStates: initialStates)
    }

    /// Kinds of cells by node of any membrane model.
    public init(
        _ model: Membrane, cellTypes: [CellType], cellTypeOfNode: [UInt16],
        initialStates: [[Double]]
    ) {
        self.model = model
        self.cellTypes = cellTypes
        self.cellTypeOfNode = cellTypeOfNode
        self.initialStates = initialStates
    }

    /// Parameters of each kind of cell in the order of the card.
    ///
    /// - Throws: ``MonodomainError``: wrong counts, unknown kinds, unknown or inadmissible parameters.
    func parameters(nodes: Int) throws(MonodomainError) -> [[Double]] {
        guard !cellTypes.isEmpty else {
            throw .wrongCount(name: "cell types", expected: 1, found: 0)
        }
        guard cellTypeOfNode.count == nodes || cellTypeOfNode.isEmpty else {
            throw .wrongCount(
                name: "cell types of nodes", expected: nodes, found: cellTypeOfNode.count)
        }
        guard initialStates.count == cellTypes.count else {
            throw .wrongCount(
                name: "initial states", expected: cellTypes.count, found: initialStates.count)
        }
        for state in initialStates where state.count != model.card.states.count {
            throw .wrongCount(
                name: "values of an initial state", expected: model.card.states.count,
                found: state.count)
        }
        for type in cellTypeOfNode where Int(type) >= cellTypes.count {
            throw .unknownIndex(name: "cell type", index: Int(type), known: cellTypes.count)
        }
        var values: [[Double]] = []
        for type in cellTypes {
            do {
                values.append(try model.card.values(type.parameters))
            } catch {
                throw .membrane(.parameter(error))
            }
        }
        return values
    }
}
