public import Ionics

extension ImportedMembrane {
    /// How the cells are advanced.
    public enum Execution: String, Sendable {
        /// By code that a C compiler makes for this processor.
        case compiled
        /// Node by node: about ten times slower, where there is no compiler.
        case interpreted
    }

    /// Generates, compiles and loads the model's code; evaluates its graph where there is no C compiler.
    ///
    /// Compiled code is kept in a cache folder (`HEARTTWIN_CACHE`, or the user's) and used again while the model,
    /// the compiler and the processor are the same.
    ///
    /// - Throws: ``MembraneImportError/compiler(program:output:)`` where a compiler fails.
    public func membrane() throws(MembraneImportError) -> (Membrane, Execution) {
        guard let compiler = KernelCompiler.find() else {
            return (
                membrane(InterpretedKernel(equations, currentNames: currentNames)), .interpreted
            )
        }
        let source = KernelSource(equations)
        let library = try KernelLibrary(source: source.text, compiler: compiler)
        let kernel = CompiledKernel(
            library: library, currentNames: currentNames, states: initialState.count,
            voltageIndex: voltageIndex, initialState: initialState,
            columns: source.hasTable ? source.columns : 0)
        return (membrane(kernel), .compiled)
    }

    /// The model without a compiler.
    package var interpreted: Membrane {
        membrane(InterpretedKernel(equations, currentNames: currentNames))
    }

    private func membrane(_ kernel: any MembraneKernel) -> Membrane {
        Membrane(
            card: card, cellTypes: [CellType("file")], initialState: initialState,
            voltageIndex: voltageIndex, calciumIndex: calciumIndex, calciumScale: calciumScale,
            pacingRefinement: pacingRefinement, stimulus: stimulus, kernel: kernel)
    }
}
