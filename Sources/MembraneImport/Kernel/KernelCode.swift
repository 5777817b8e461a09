/// Writes nodes of a graph as C statements, one for each node.
struct KernelCode {
    typealias Node = ExpressionGraph.Node

    let graph: ExpressionGraph
    /// Nodes that are read from somewhere instead of being computed.
    var given: [Node: String] = [:]

    /// The C expression of a node that has been computed or is given.
    func name(_ node: Node) -> String {
        if let text = given[node] { return text }
        let entry = graph.entries[node]
        switch entry.operation {
        case .constant: return "fill(\(Self.literal(Double(bitPattern: entry.payload))))"
        case .state: return "load(y + \(8 * entry.payload))"
        case .parameter: return "load(p + \(8 * entry.payload))"
        case .stimulus: return "w"
        case .time: return "fill(0.0)"
        default: return "n\(node)"
        }
    }

    /// Digits that give the same number back.
    static func literal(_ x: Double) -> String {
        if x.isNaN { return "NAN" }
        if x.isInfinite { return x > 0 ? "INFINITY" : "-INFINITY" }
        return "\(x)"
    }

    /// Nodes that the roots need and that are not given, in order of evaluation.
    func needed(_ roots: [Node]) -> [Node] {
        var marked: Set<Node> = []
        var stack = roots
        while let node = stack.popLast() {
            guard given[node] == nil, marked.insert(node).inserted else { continue }
            stack += graph.arguments(node)
        }
        return marked.sorted()
    }

    /// Statements that compute the roots.
    func statements(_ roots: [Node]) -> String {
        var text = ""
        for node in needed(roots) where graph.entries[node].operation.arity > 0 {
            let type = graph.entries[node].operation.isCondition ? "m8" : "v8"
            text += "  const \(type) n\(node) = \(expression(node));\n"
        }
        return text
    }

    private static let functions: [GraphOperation: String] = [
        .exp: "vexp", .log: "vlog", .sqrt: "vsqrt", .absolute: "vabs", .floor: "vfloor",
        .ceiling: "vceil", .sin: "vsin", .cos: "vcos", .tan: "vtan", .asin: "vasin",
        .acos: "vacos", .atan: "vatan", .sinh: "vsinh", .cosh: "vcosh", .tanh: "vtanh",
    ]

    private static let operators: [GraphOperation: String] = [
        .add: "+", .subtract: "-", .multiply: "*", .divide: "/", .less: "<", .lessEqual: "<=",
        .equal: "==", .and: "&", .or: "|",
    ]

    /// A node as a condition: numbers are true where they are not zero.
    private func condition(_ node: Node) -> String {
        graph.entries[node].operation.isCondition ? name(node) : "(\(name(node)) != 0.0)"
    }

    /// A node as a number: conditions are 1 or 0.
    func number(_ node: Node) -> String {
        graph.entries[node].operation.isCondition
            ? "sel(\(name(node)), fill(1.0), fill(0.0))" : name(node)
    }

    private func expression(_ node: Node) -> String {
        let entry = graph.entries[node]
        if let function = Self.functions[entry.operation] {
            return "\(function)(\(number(entry.a)))"
        }
        switch entry.operation {
        case .negate: return "-\(number(entry.a))"
        case .not: return "~\(condition(entry.a))"
        case .and, .or:
            let sign = Self.operators[entry.operation] ?? ""
            return "\(condition(entry.a)) \(sign) \(condition(entry.b))"
        case .power: return "vpow(\(number(entry.a)), \(number(entry.b)))"
        case .select:
            return "sel(\(condition(entry.a)), \(number(entry.b)), \(number(entry.c)))"
        default:
            let sign = Self.operators[entry.operation] ?? ""
            return "\(number(entry.a)) \(sign) \(number(entry.b))"
        }
    }
}
