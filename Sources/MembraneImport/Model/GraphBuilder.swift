/// Turns the formulas of a description into one graph.
struct GraphBuilder {
    let model: MembraneDescription
    let index: [String: Int]
    var graph = ExpressionGraph()
    /// Variables whose value is given: the stimulus, factors of currents.
    var replaced: [String: ExpressionGraph.Node] = [:]
    /// Variables that are multiplied with a node.
    var factors: [String: ExpressionGraph.Node] = [:]
    /// Number of each state and parameter.
    private(set) var stateIndex: [String: Int] = [:]
    private(set) var parameterIndex: [String: Int] = [:]
    /// Factor from a state in storage to the variable's own unit.
    var stateScale: [String: Double] = [:]
    /// Nodes of variables met so far.
    private(set) var nodes: [String: ExpressionGraph.Node] = [:]
    private var open: [String] = []

    init(
        _ model: MembraneDescription, states: [String], parameters: [String]
    ) throws(MembraneImportError) {
        self.model = model
        index = try model.index()
        for (k, name) in states.enumerated() { stateIndex[name] = k }
        for (k, name) in parameters.enumerated() { parameterIndex[name] = k }
    }

    /// Forgets the nodes of variables, after a change of what is replaced.
    mutating func restart() { nodes = [:] }

    /// The value of a variable.
    mutating func node(
        _ name: String, line: Int = 0
    ) throws(MembraneImportError) -> ExpressionGraph.Node {
        if let node = nodes[name] { return node }
        guard let k = index[name] else {
            throw .unknownName(
                name: name, file: model.file, line: line, known: model.variables.map(\.name))
        }
        let variable = model.variables[k]
        guard !open.contains(name) else {
            let ring = open[(open.firstIndex(of: name) ?? 0)...] + [name]
            throw .cycle(names: Array(ring), file: model.file, line: variable.line)
        }
        open.append(name)
        var node: ExpressionGraph.Node
        if let given = replaced[name] {
            node = given
        } else if let state = stateIndex[name] {
            let scale = graph.constant(stateScale[name] ?? 1)
            let stored = graph.input(.state, state)
            node = graph.multiply(scale, stored)
        } else if let parameter = parameterIndex[name] {
            node = graph.input(.parameter, parameter)
        } else {
            switch variable.role {
            case .time: node = graph.input(.time)
            case .pace: node = graph.constant(0)
            case .equation(let formula), .state(_, let formula): node = try self.node(formula)
            }
        }
        if let factor = factors[name] { node = graph.multiply(factor, node) }
        open.removeLast()
        nodes[name] = node
        return node
    }

    /// The rate of a state in the units of the file.
    mutating func rate(
        _ name: String, line: Int = 0
    ) throws(MembraneImportError) -> ExpressionGraph.Node {
        let key = "dot(\(name))"
        if let node = nodes[key] { return node }
        guard let k = index[name], case .state(_, let formula) = model.variables[k].role else {
            throw .unknownName(
                name: name, file: model.file, line: line, known: stateIndex.keys.sorted())
        }
        guard !open.contains(key) else {
            throw .cycle(
                names: Array(open[(open.firstIndex(of: key) ?? 0)...] + [key]), file: model.file,
                line: model.variables[k].line)
        }
        open.append(key)
        let node = try node(formula)
        open.removeLast()
        nodes[key] = node
        return node
    }

    /// The initial value of a state in the units of the file.
    mutating func initial(_ name: String) throws(MembraneImportError) -> ExpressionGraph.Node {
        guard let k = index[name], case .state(let formula, _) = model.variables[k].role else {
            return graph.constant(.nan)
        }
        return try node(formula)
    }

    private mutating func node(
        _ formula: Formula
    ) throws(MembraneImportError) -> ExpressionGraph.Node {
        switch formula {
        case .number(let value, _): return graph.constant(value)
        case .variable(let name, let line): return try node(name, line: line)
        case .rate(let name, let line): return try rate(name, line: line)
        case .apply(let function, let arguments):
            var values: [ExpressionGraph.Node] = []
            for argument in arguments { values.append(try node(argument)) }
            return node(function, values)
        case .piecewise(let pieces, let otherwise):
            var result = try node(otherwise)
            for piece in pieces.reversed() {
                let condition = try node(piece.condition)
                result = graph.select(condition, try node(piece.value), result)
            }
            return result
        }
    }

    private mutating func node(
        _ function: FormulaFunction, _ x: [ExpressionGraph.Node]
    ) -> ExpressionGraph.Node {
        switch function {
        case .add: return graph.add(x[0], x[1])
        case .subtract: return graph.subtract(x[0], x[1])
        case .multiply: return graph.multiply(x[0], x[1])
        case .divide: return graph.divide(x[0], x[1])
        case .power: return graph.power(x[0], x[1])
        case .negate: return graph.negate(x[0])
        case .exp: return graph.unary(.exp, x[0])
        case .log: return graph.unary(.log, x[0])
        case .sqrt: return graph.unary(.sqrt, x[0])
        case .absolute: return graph.unary(.absolute, x[0])
        case .floor: return graph.unary(.floor, x[0])
        case .ceiling: return graph.unary(.ceiling, x[0])
        case .sin: return graph.unary(.sin, x[0])
        case .cos: return graph.unary(.cos, x[0])
        case .tan: return graph.unary(.tan, x[0])
        case .asin: return graph.unary(.asin, x[0])
        case .acos: return graph.unary(.acos, x[0])
        case .atan: return graph.unary(.atan, x[0])
        case .sinh: return graph.unary(.sinh, x[0])
        case .cosh: return graph.unary(.cosh, x[0])
        case .tanh: return graph.unary(.tanh, x[0])
        case .minimum, .maximum:
            let below = graph.binary(.less, x[0], x[1])
            return function == .minimum
                ? graph.select(below, x[0], x[1]) : graph.select(below, x[1], x[0])
        case .less: return graph.binary(.less, x[0], x[1])
        case .lessEqual: return graph.binary(.lessEqual, x[0], x[1])
        case .greater: return graph.binary(.less, x[1], x[0])
        case .greaterEqual: return graph.binary(.lessEqual, x[1], x[0])
        case .equal: return graph.binary(.equal, x[0], x[1])
        case .notEqual:
            let equal = graph.binary(.equal, x[0], x[1])
            return graph.unary(.not, equal)
        case .and: return graph.binary(.and, x[0], x[1])
        case .or: return graph.binary(.or, x[0], x[1])
        case .not: return graph.unary(.not, x[0])
        }
    }
}
