import Ionics
import Numerics

/// A membrane model of a file, evaluated node by node for eight cells at a time, where no compiler is at hand.
struct InterpretedKernel: MembraneKernel {
    let currentNames: [String]
    private let equations: MembraneGraph
    private let currentOrder: [ExpressionGraph.Node]
    private let order: [ExpressionGraph.Node]

    init(_ equations: MembraneGraph, currentNames: [String]) {
        self.equations = equations
        self.currentNames = currentNames
        order = equations.graph.reachable(from: equations.rates + equations.decays)
        currentOrder = equations.graph.reachable(from: equations.currents)
    }

    func tabulated(
        parameters: [Double], dt: Double, scheme: TabulatedScheme
    ) -> (any TabulatedMembrane)? { nil }

    func advance(_ cells: CellBlocks<Double8>, dt: Double) {
        let count = equations.rates.count
        let step = Double8(filling: dt)
        let half = Double8(filling: dt / 2)
        withUnsafeTemporaryAllocation(
            of: Double8.self, capacity: equations.graph.entries.count + count
        ) { memory in
            guard let values = memory.baseAddress else { return }
            let middle = values + equations.graph.entries.count
            for block in 0..<cells.count {
                let state = cells.states + block * count
                let parameters = cells.parameters + block * cells.parameterStride
                let stimulus = cells.stimulus[block]
                evaluate(order, state, parameters, stimulus, values)
                for k in 0..<count {
                    let rate = values[equations.rates[k]]
                    let decay = values[equations.decays[k]]
                    middle[k] = state[k] + half * Self.phi(decay * half) * rate
                }
                evaluate(order, middle, parameters, stimulus, values)
                for k in 0..<count {
                    let rate = values[equations.rates[k]]
                    let decay = values[equations.decays[k]]
                    let slope = rate + decay * (middle[k] - state[k])
                    state[k] = state[k] + step * Self.phi(decay * step) * slope
                }
            }
        }
    }

    func currents(_ cells: CellBlocks<Double8>, into currents: UnsafeMutablePointer<Double8>) {
        withUnsafeTemporaryAllocation(
            of: Double8.self, capacity: equations.graph.entries.count
        ) { memory in
            guard let values = memory.baseAddress else { return }
            evaluate(currentOrder, cells.states, cells.parameters, 0, values)
            for (k, node) in equations.currents.enumerated() { currents[k] = values[node] }
        }
    }

    /// (1 − e⁻ᶻ)/z; its Taylor polynomial under 1e-5.
    private static func phi(_ z: Double8) -> Double8 {
        Double8.select(z, below: 1e-5, 1 - 0.5 * z, (1 - Double8.exp(-z)) / z)
    }

    private func evaluate(
        _ order: [ExpressionGraph.Node], _ state: UnsafePointer<Double8>,
        _ parameters: UnsafePointer<Double8>, _ stimulus: Double8,
        _ values: UnsafeMutablePointer<Double8>
    ) {
        for node in order {
            let entry = equations.graph.entries[node]
            let a = entry.a >= 0 ? values[entry.a] : 0
            let b = entry.b >= 0 ? values[entry.b] : 0
            let value: Double8
            switch entry.operation {
            case .constant: value = Double8(filling: Double(bitPattern: entry.payload))
            case .state: value = state[Int(entry.payload)]
            case .parameter: value = parameters[Int(entry.payload)]
            case .stimulus: value = stimulus
            case .time: value = 0
            case .add: value = a + b
            case .subtract: value = a - b
            case .multiply: value = a * b
            case .divide: value = a / b
            case .negate: value = -a
            case .exp: value = Double8.exp(a)
            case .log: value = Double8.log(a)
            case .sqrt: value = Double8.sqrt(a)
            case .floor: value = Double8.floor(a)
            case .less: value = Double8.select(a, below: b, 1, 0)
            case .and: value = a * b
            case .or: value = Double8.larger(a, b)
            case .not: value = 1 - a
            case .select:
                value = Double8.select(0.5, below: a, b, values[entry.c])
            default:
                var lanes = a
                for lane in 0..<8 {
                    lanes[lane] = ModelMath.apply(entry.operation, a[lane], b[lane])
                }
                value = lanes
            }
            values[node] = value
        }
    }
}
