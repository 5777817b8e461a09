/// Which functions of the voltage alone a table of a membrane holds.
struct TableColumns {
    typealias Node = ExpressionGraph.Node

    /// A state that relaxes to a limit at a rate, both functions of the voltage.
    struct Gate {
        var state: Int
        var limit: Node
        var decay: Node
    }

    /// Gates: two columns each, the limit and the part of the distance to it that is left after the step.
    private(set) var gates: [Gate] = []
    /// States that are no such gates.
    private(set) var others: [Int] = []
    /// Further columns.
    private(set) var nodes: [Node] = []

    /// Number of columns.
    var count: Int { 2 * gates.count + nodes.count }

    /// Cost from which on a function is read from the table: about that of reading it.
    private static let worthwhile = 5

    /// The graph gains the limits of gates.
    init(_ equations: MembraneGraph) {
        let graph = equations.graph
        let voltage = UInt64(equations.voltageIndex)
        let byVoltage = graph.dependence { $0.operation == .state && $0.payload == voltage }
        let byOther = graph.dependence {
            ($0.operation == .state && $0.payload != voltage) || $0.operation == .stimulus
                || $0.operation == .time
        }
        for (k, limit) in equations.limits.enumerated() {
            let decay = equations.decays[k]
            if let limit, byVoltage[limit] || byVoltage[decay], !byOther[limit], !byOther[decay] {
                gates.append(Gate(state: k, limit: limit, decay: decay))
            } else {
                others.append(k)
            }
        }
        // The outermost functions of the voltage alone that anything else uses, where they cost enough.
        let roots = others.flatMap { [equations.rates[$0], equations.decays[$0]] }
        func isColumn(_ node: Node) -> Bool {
            byVoltage[node] && !byOther[node] && graph.entries[node].operation.arity > 0
                && !graph.entries[node].operation.isCondition
                && Self.cost(node, graph) >= Self.worthwhile
        }
        var found: Set<Node> = []
        var seen: Set<Node> = []
        var stack = roots
        while let node = stack.popLast() {
            guard seen.insert(node).inserted else { continue }
            if isColumn(node) {
                found.insert(node)
            } else {
                stack += graph.arguments(node)
            }
        }
        nodes = found.sorted()
    }

    /// Cost of a node with all it needs.
    private static func cost(_ node: Node, _ graph: ExpressionGraph) -> Int {
        var seen: Set<Node> = []
        var stack = [node]
        var sum = 0
        while let node = stack.popLast(), sum < worthwhile {
            guard seen.insert(node).inserted else { continue }
            sum += graph.entries[node].operation.cost
            stack += graph.arguments(node)
        }
        return sum
    }
}
