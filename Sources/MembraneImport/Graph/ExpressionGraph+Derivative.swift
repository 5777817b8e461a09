extension ExpressionGraph {
    /// Derivative of a node by another one, both taken as they stand in the graph.
    ///
    /// Conditions and steps (floor, ceiling) have the derivative zero where they have one.
    mutating func derivative(of node: Node, by variable: Node) -> Node {
        var memory: [Node: Node] = [:]
        let needed = reachable(from: [node])
        let depends = dependence(from: variable, among: needed)
        for k in needed where k >= variable {
            if k == variable {
                memory[k] = constant(1)
            } else if depends.contains(k) {
                memory[k] = rule(k) { memory[$0] }
            }
        }
        return memory[node] ?? constant(0)
    }

    /// Those of some nodes, in order, that depend on another.
    private func dependence(from variable: Node, among nodes: [Node]) -> Set<Node> {
        var result: Set<Node> = [variable]
        for node in nodes where arguments(node).contains(where: { result.contains($0) }) {
            result.insert(node)
        }
        return result
    }

    /// Derivative of one node from those of its arguments; nil is zero.
    private mutating func rule(_ node: Node, _ derivative: (Node) -> Node?) -> Node {
        let zero = constant(0)
        let entry = entries[node]
        let a = entry.a
        let b = entry.b
        let da = a >= 0 ? derivative(a) ?? zero : zero
        let db = b >= 0 ? derivative(b) ?? zero : zero
        switch entry.operation {
        case .add: return add(da, db)
        case .subtract: return subtract(da, db)
        case .multiply: return add(multiply(da, b), multiply(a, db))
        case .divide:
            // (a/b)' = (a' − (a/b)·b')/b
            return divide(subtract(da, multiply(node, db)), b)
        case .power:
            let one = constant(1)
            let base = multiply(multiply(b, power(a, subtract(b, one))), da)
            guard value(db) != 0 else { return base }
            return add(base, multiply(multiply(node, unary(.log, a)), db))
        case .negate: return negate(da)
        case .exp: return multiply(node, da)
        case .log: return divide(da, a)
        case .sqrt: return divide(multiply(constant(0.5), da), node)
        case .absolute:
            let negative = binary(.less, a, zero)
            return select(negative, negate(da), da)
        case .sin: return multiply(unary(.cos, a), da)
        case .cos: return negate(multiply(unary(.sin, a), da))
        case .tan: return multiply(add(constant(1), multiply(node, node)), da)
        case .asin, .acos:
            let root = unary(.sqrt, subtract(constant(1), multiply(a, a)))
            let slope = divide(da, root)
            return entry.operation == .asin ? slope : negate(slope)
        case .atan: return divide(da, add(constant(1), multiply(a, a)))
        case .sinh: return multiply(unary(.cosh, a), da)
        case .cosh: return multiply(unary(.sinh, a), da)
        case .tanh: return multiply(subtract(constant(1), multiply(node, node)), da)
        case .select:
            let dc = derivative(entry.c) ?? zero
            return select(a, db, dc)
        case .constant, .state, .parameter, .stimulus, .time, .floor, .ceiling, .less, .lessEqual,
            .equal, .and, .or, .not:
            return zero
        }
    }
}
