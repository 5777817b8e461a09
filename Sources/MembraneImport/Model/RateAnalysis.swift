/// Finds what the exponential midpoint rule needs to know about rates: how each depends on its own state.
struct RateAnalysis {
    typealias Node = ExpressionGraph.Node

    var graph: ExpressionGraph
    let rates: [Node]
    let voltageIndex: Int
    let initial: [Double]
    let parameters: [Double]
    /// States with a rate that is linear in themselves.
    private(set) var linear: [Int] = []

    /// A state that changes by less than this share of its distance in a millisecond near rest is slow:
    /// any step resolves it, and no decay is computed [1/ms].
    private static let slow = 1e-3
    /// Voltages at which decays are looked at [mV].
    private static let probes = stride(from: -100.0, through: 50, by: 10)

    init(
        graph: ExpressionGraph, rates: [Node], voltageIndex: Int, initial: [Double],
        parameters: [Double]
    ) {
        self.graph = graph
        self.rates = rates
        self.voltageIndex = voltageIndex
        self.initial = initial
        self.parameters = parameters
    }

    /// −∂y'/∂y of every state; zero where it is not worth its cost.
    ///
    /// It is kept where the rate is linear in the state, and, apart from the voltage, where the state is
    /// fast at the initial state with some voltage of -100 to 50 mV. Both are choices of accuracy and stability:
    /// the integrator is of second order with any.
    mutating func decays() -> [Node] {
        var result: [Node] = []
        for (k, rate) in rates.enumerated() {
            let state = graph.input(.state, k)
            let slope = graph.derivative(of: rate, by: state)
            let decay = graph.negate(slope)
            let isLinear = !graph.dependence {
                $0.operation == .state && $0.payload == UInt64(k)
            }[decay]
            if isLinear { linear.append(k) }
            let keeps = isLinear || (k != voltageIndex && fastest(decay) > Self.slow)
            result.append(keeps ? decay : graph.constant(0))
        }
        return result
    }

    /// Where states with linear rates relax to: a/b of the rate a − b·y.
    mutating func limits(_ decays: [Node]) -> [Node?] {
        rates.indices.map { k in
            guard linear.contains(k), k != voltageIndex, graph.value(decays[k]) != 0 else {
                return nil
            }
            let state = graph.input(.state, k)
            let zero = graph.constant(0)
            let rest = graph.substitute(zero, for: state, in: rates[k])
            return graph.divide(rest, decays[k])
        }
    }

    /// The largest value of a decay near the initial state; zero where none is finite.
    private func fastest(_ decay: Node) -> Double {
        let order = graph.reachable(from: [decay])
        var values: [Double] = []
        var largest = 0.0
        var state = initial
        for voltage in [initial[voltageIndex]] + Array(Self.probes) {
            state[voltageIndex] = voltage
            graph.evaluate(
                order, state: state, parameters: parameters, stimulus: 0, time: 0, into: &values)
            if values[decay].isFinite { largest = max(largest, values[decay]) }
        }
        return largest
    }

    /// Ten where few states have conditions on states in their rates, as in models whose rates jump at
    /// thresholds; one elsewhere.
    var refinement: Double {
        guard rates.count <= 6 else { return 1 }
        let depends = graph.dependence { $0.operation == .state }
        let jumps = graph.reachable(from: rates).contains { node in
            graph.entries[node].operation == .select && depends[graph.entries[node].a]
        }
        return jumps ? 10 : 1
    }
}
