public import Ionics
public import Quantities

/// A membrane model that was read from a file: checked, in internal units, ready to be compiled.
///
/// States are stored in the units of the file, the voltage in mV; rates are per ms.
public struct ImportedMembrane: Sendable {
    /// The file's content.
    public let description: MembraneDescription
    /// Card with the file as source.
    public let card: ModelCard
    /// State at the start.
    public let initialState: [Double]
    /// Index of the voltage in the state.
    public let voltageIndex: Int
    /// Index of free cytosolic calcium in the state.
    public let calciumIndex: Int?
    /// Name of the voltage in the file.
    public let voltageName: String
    /// Name of free cytosolic calcium in the file.
    public let calciumName: String?
    /// Name of the stimulus current or pacing signal in the file; nil where none is known.
    public let stimulusName: String?
    /// ms per time unit of the file.
    public let timeScale: Double
    /// Value of the stimulus variable of the file that is the ``stimulus`` pulse.
    public let stimulusLevel: Double
    /// µM per unit of the state at ``calciumIndex``.
    public let calciumScale: Double
    /// The pulse to pace with.
    public let stimulus: StimulusPulse
    /// How much finer than the standard ones the steps must be when the cell is paced.
    public let pacingRefinement: Double
    /// States whose rate is linear in themselves: the exponential rule is exact for them at constant voltage.
    public let linearStates: [Int]
    /// Names of currents [A/F], in the order of their nodes.
    public let currentNames: [String]
    /// What was assumed, one sentence each.
    public let remarks: [String]
    let equations: MembraneGraph
}

/// The equations of a membrane as nodes of a graph.
struct MembraneGraph: Sendable {
    var graph: ExpressionGraph
    /// dy/dt [1/ms times the state's unit].
    var rates: [ExpressionGraph.Node]
    /// Decay −∂y'/∂y [1/ms]; a constant zero for states without one.
    var decays: [ExpressionGraph.Node]
    /// Where a state with a linear rate relaxes to: the rate without the state over the decay; nil elsewhere.
    var limits: [ExpressionGraph.Node?]
    /// Currents [A/F], outward positive.
    var currents: [ExpressionGraph.Node]
    var voltageIndex: Int
    var parameterCount: Int
}

extension ImportedMembrane {
    /// Reads and checks a model.
    ///
    /// - Parameter text: content of the file.
    /// - Parameter file: its name, for messages and for the format.
    /// - Throws: ``MembraneImportError``.
    public init(
        text: String, file: String, options: ImportOptions = ImportOptions()
    ) throws(MembraneImportError) {
        guard let format = MembraneFormat(path: file) else { throw .unknownFormat(file: file) }
        let description: MembraneDescription
        switch format {
        case .myokit:
            var reader = MyokitReader(file: file)
            description = try reader.read(text)
        case .cellml:
            var reader = CellMLReader(file: file)
            description = try reader.read(text)
        case .gotran:
            var reader = GotranReader(file: file)
            description = try reader.read(text)
        }
        var assembly = try MembraneAssembly(description, options: options)
        self = try assembly.membrane()
    }
}
