/// Expressions as a graph without cycles, in which equal expressions are one node.
///
/// Arguments come before what uses them, so that the order of the nodes is an order of evaluation. Numbers
/// are folded and what does nothing (x·1, x + 0) is left out when a node is made; 0·x is 0 also where x
/// is not finite.
struct ExpressionGraph: Sendable {
    /// A node by its position.
    typealias Node = Int

    struct Entry: Hashable, Sendable {
        var operation: GraphOperation
        var a = -1
        var b = -1
        var c = -1
        /// Bits of a constant; number of a state or parameter.
        var payload: UInt64 = 0
    }

    private(set) var entries: [Entry] = []
    private var known: [Entry: Node] = [:]

    private mutating func node(_ entry: Entry) -> Node {
        if let node = known[entry] { return node }
        entries.append(entry)
        known[entry] = entries.count - 1
        return entries.count - 1
    }

    mutating func constant(_ value: Double) -> Node {
        node(Entry(operation: .constant, payload: value.bitPattern))
    }

    mutating func input(_ operation: GraphOperation, _ index: Int = 0) -> Node {
        node(Entry(operation: operation, payload: UInt64(index)))
    }

    /// The number that a node is.
    func value(_ node: Node) -> Double? {
        entries[node].operation == .constant ? Double(bitPattern: entries[node].payload) : nil
    }

    /// Arguments of a node.
    func arguments(_ node: Node) -> [Node] {
        let entry = entries[node]
        switch entry.operation.arity {
        case 0: return []
        case 1: return [entry.a]
        case 2: return [entry.a, entry.b]
        default: return [entry.a, entry.b, entry.c]
        }
    }

    mutating func unary(_ operation: GraphOperation, _ a: Node) -> Node {
        if let x = value(a) { return constant(ModelMath.apply(operation, x, 0)) }
        let inner = entries[a]
        if operation == .negate {
            if inner.operation == .negate { return inner.a }
            if inner.operation == .subtract { return subtract(inner.b, inner.a) }
            if inner.operation == .multiply, let x = value(inner.a) {
                return multiply(constant(-x), inner.b)
            }
        }
        if operation == .not, inner.operation == .not { return inner.a }
        return node(Entry(operation: operation, a: a))
    }

    mutating func binary(_ operation: GraphOperation, _ a: Node, _ b: Node) -> Node {
        switch operation {
        case .add: return add(a, b)
        case .subtract: return subtract(a, b)
        case .multiply: return multiply(a, b)
        case .divide: return divide(a, b)
        case .power: return power(a, b)
        default:
            if let x = value(a), let y = value(b) {
                return constant(ModelMath.apply(operation, x, y))
            }
            return node(Entry(operation: operation, a: a, b: b))
        }
    }

    mutating func select(_ condition: Node, _ then: Node, _ otherwise: Node) -> Node {
        if let x = value(condition) { return x != 0 ? then : otherwise }
        if then == otherwise { return then }
        return node(Entry(operation: .select, a: condition, b: then, c: otherwise))
    }

    mutating func negate(_ a: Node) -> Node { unary(.negate, a) }

    mutating func add(_ a: Node, _ b: Node) -> Node {
        if let x = value(a) {
            if let y = value(b) { return constant(x + y) }
            if x == 0 { return b }
        }
        if value(b) == 0 { return a }
        if entries[b].operation == .negate { return subtract(a, entries[b].a) }
        if entries[a].operation == .negate { return subtract(b, entries[a].a) }
        // Sums do not depend on the order of two terms.
        return node(Entry(operation: .add, a: min(a, b), b: max(a, b)))
    }

    mutating func subtract(_ a: Node, _ b: Node) -> Node {
        if let x = value(a), let y = value(b) { return constant(x - y) }
        if value(b) == 0 { return a }
        if value(a) == 0 { return negate(b) }
        if a == b { return constant(0) }
        if entries[b].operation == .negate { return add(a, entries[b].a) }
        return node(Entry(operation: .subtract, a: a, b: b))
    }

    mutating func multiply(_ a: Node, _ b: Node) -> Node {
        if let y = value(b), value(a) == nil { return multiply(constant(y), a) }
        if let x = value(a) {
            if let y = value(b) { return constant(x * y) }
            if x == 0 { return constant(0) }
            if x == 1 { return b }
            if x == -1 { return negate(b) }
            let inner = entries[b]
            if inner.operation == .multiply, let y = value(inner.a) {
                return multiply(constant(x * y), inner.b)
            }
            if inner.operation == .negate { return multiply(constant(-x), inner.a) }
            return node(Entry(operation: .multiply, a: a, b: b))
        }
        if entries[a].operation == .negate { return negate(multiply(entries[a].a, b)) }
        if entries[b].operation == .negate { return negate(multiply(a, entries[b].a)) }
        return node(Entry(operation: .multiply, a: min(a, b), b: max(a, b)))
    }

    mutating func divide(_ a: Node, _ b: Node) -> Node {
        if let y = value(b) {
            if let x = value(a) { return constant(x / y) }
            if y == 1 { return a }
            if y != 0, (1 / y).isFinite { return multiply(constant(1 / y), a) }
        }
        if value(a) == 0 { return constant(0) }
        if a == b { return constant(1) }
        if entries[a].operation == .negate { return negate(divide(entries[a].a, b)) }
        if entries[b].operation == .negate { return negate(divide(a, entries[b].a)) }
        return node(Entry(operation: .divide, a: a, b: b))
    }

    /// Largest whole exponent that is written as products.
    private static let largestProduct = 16.0

    mutating func power(_ a: Node, _ b: Node) -> Node {
        if let y = value(b) {
            if let x = value(a) { return constant(ModelMath.power(x, y)) }
            if y == 0 { return constant(1) }
            if y == 1 { return a }
            if y == 0.5 { return unary(.sqrt, a) }
            if y == y.rounded(), abs(y) <= Self.largestProduct {
                var result: Node?
                var square = a
                var rest = Int(abs(y))
                while rest > 0 {
                    if rest & 1 == 1 { result = result.map { multiply($0, square) } ?? square }
                    rest >>= 1
                    if rest > 0 { square = multiply(square, square) }
                }
                let product = result ?? constant(1)
                return y > 0 ? product : divide(constant(1), product)
            }
        }
        return node(Entry(operation: .power, a: a, b: b))
    }

    /// A node in which another one is replaced.
    mutating func substitute(_ new: Node, for old: Node, in node: Node) -> Node {
        var memory: [Node: Node] = [old: new]
        for k in reachable(from: [node]) where memory[k] == nil {
            let entry = entries[k]
            let a = entry.a >= 0 ? memory[entry.a] ?? entry.a : -1
            let b = entry.b >= 0 ? memory[entry.b] ?? entry.b : -1
            let c = entry.c >= 0 ? memory[entry.c] ?? entry.c : -1
            guard a != entry.a || b != entry.b || c != entry.c else { continue }
            switch entry.operation.arity {
            case 1: memory[k] = unary(entry.operation, a)
            case 2: memory[k] = binary(entry.operation, a, b)
            default: memory[k] = select(a, b, c)
            }
        }
        return memory[node] ?? node
    }

    /// Nodes that the roots need, in order of evaluation.
    func reachable(from roots: [Node]) -> [Node] {
        var needed = [Bool](repeating: false, count: entries.count)
        for root in roots { needed[root] = true }
        for node in entries.indices.reversed() where needed[node] {
            for argument in arguments(node) { needed[argument] = true }
        }
        return entries.indices.filter { needed[$0] }
    }

    /// What each node depends on, directly or not: an answer for every node.
    func dependence(_ isSource: (Entry) -> Bool) -> [Bool] {
        var result = [Bool](repeating: false, count: entries.count)
        for node in entries.indices {
            result[node] =
                isSource(entries[node]) || arguments(node).contains { result[$0] }
        }
        return result
    }
}
