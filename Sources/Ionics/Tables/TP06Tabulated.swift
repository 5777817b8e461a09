import Numerics
import Quantities

extension TenTusscherPanfilov2006: TabulatedIonicModel {
    static func tabulated(
        parameters: [Double], dt: Double, scheme: TabulatedScheme
    ) -> any TabulatedMembrane {
        TP06Tabulated(parameters: parameters, dt: dt, scheme: scheme)
    }
}

/// ``TenTusscherPanfilov2006`` by the exponential midpoint rule with tables of the voltage.
///
/// Blocks with a voltage outside the tables are advanced by the equations.
struct TP06Tabulated: TabulatedMembrane {
    let tables: TP06Tables
    let parameters: [Double]
    let dt: Double
    private let scheme: TabulatedScheme
    private let constants: TP06Constants<Double8>

    init(parameters: [Double], dt: Double, scheme: TabulatedScheme) {
        self.scheme = scheme
        tables = TP06Tables(parameters: parameters, dt: dt)
        self.parameters = parameters
        self.dt = dt
        constants = TP06Constants(parameters)
    }

    func advance(_ cells: CellBlocks<Double8>) {
        let states = TP06State.rbar + 1
        withUnsafeTemporaryAllocation(of: Double8.self, capacity: TP06Column.count + 4 + states) {
            memory in
            guard let columns = memory.baseAddress else { return }
            let inward = columns + TP06Column.count
            let middle = inward + 4
            for block in 0..<cells.count {
                let state = cells.states + block * states
                let stimulus = cells.stimulus[block]
                let done =
                    switch scheme {
                    case .exponentialMidpoint:
                        step(
                            state, stimulus: stimulus, columns, inward: inward, middle: middle)
                    case .rushLarsen:
                        simpleStep(state, stimulus: stimulus, columns, inward: inward)
                    }
                if !done { advanceByEquations(cells, block) }
            }
        }
    }

    /// One block; false, with the state untouched, where a voltage is outside the tables.
    @inline(__always)
    private func step(
        _ state: UnsafeMutablePointer<Double8>, stimulus: Double8,
        _ columns: UnsafeMutablePointer<Double8>, inward: UnsafeMutablePointer<Double8>,
        middle: UnsafeMutablePointer<Double8>
    ) -> Bool {
        let v = state[TP06State.v]
        guard tables.half.covers(v) else { return false }
        let logs = TP06Logarithms<Double8>(UnsafePointer(state))
        let eK = constants.eK(logs)
        guard tables.inward.covers(v - eK) else { return false }
        tables.half.look(v, into: columns)
        tables.inward.look(v - eK, into: inward)
        let h = Double8(filling: dt / 2)
        let first = constants.rates(
            UnsafePointer(state), UnsafePointer(columns), logs, inward: inward[0],
            stimulus: stimulus)
        for (k, gate) in TP06Tabulated.gates {
            let limit = columns[2 * k]
            middle[gate] = limit + (state[gate] - limit) * columns[2 * k + 1]
        }
        first.explicit { index, rate in middle[index] = state[index] + h * rate }
        first.decaying { index, rate, decay in
            middle[index] = state[index] + h * Self.phi(decay * h) * rate
        }
        let vMiddle = middle[TP06State.v]
        let logsMiddle = TP06Logarithms(logs, from: UnsafePointer(state), to: UnsafePointer(middle))
        let eKMiddle = constants.eK(logsMiddle)
        guard tables.whole.covers(vMiddle), tables.inward.covers(vMiddle - eKMiddle) else {
            return false
        }
        tables.whole.look(vMiddle, into: columns)
        tables.inward.look(vMiddle - eKMiddle, into: inward)
        let second = constants.rates(
            UnsafePointer(middle), UnsafePointer(columns), logsMiddle, inward: inward[0],
            stimulus: stimulus)
        let step = Double8(filling: dt)
        for (k, gate) in TP06Tabulated.gates {
            let limit = columns[2 * k]
            state[gate] = limit + (state[gate] - limit) * columns[2 * k + 1]
        }
        second.explicit { index, rate in state[index] = state[index] + step * rate }
        second.decaying { index, rate, decay in
            let slope = rate + decay * (middle[index] - state[index])
            state[index] = state[index] + step * Self.phi(decay * step) * slope
        }
        return true
    }

    /// One block by one evaluation.
    @inline(__always)
    private func simpleStep(
        _ state: UnsafeMutablePointer<Double8>, stimulus: Double8,
        _ columns: UnsafeMutablePointer<Double8>, inward: UnsafeMutablePointer<Double8>
    ) -> Bool {
        let v = state[TP06State.v]
        guard tables.whole.covers(v) else { return false }
        let logs = TP06Logarithms<Double8>(UnsafePointer(state))
        let eK = constants.eK(logs)
        guard tables.inward.covers(v - eK) else { return false }
        tables.whole.look(v, into: columns)
        tables.inward.look(v - eK, into: inward)
        let rates = constants.rates(
            UnsafePointer(state), UnsafePointer(columns), logs, inward: inward[0],
            stimulus: stimulus)
        let step = Double8(filling: dt)
        for (k, gate) in TP06Tabulated.gates {
            let limit = columns[2 * k]
            state[gate] = limit + (state[gate] - limit) * columns[2 * k + 1]
        }
        rates.explicit { index, rate in state[index] = state[index] + step * rate }
        rates.decaying { index, rate, decay in
            state[index] = state[index] + step * Self.phi(decay * step) * rate
        }
        return true
    }

    private static let gates = Array(TP06Column.gates.enumerated())

    /// (1 − e⁻ᶻ)/z as in ``ExponentialMidpoint``.
    @inline(__always)
    private static func phi(_ z: Double8) -> Double8 {
        Double8.select(z, below: 1e-5, 1 - 0.5 * z, (1 - Double8.exp(-z)) / z)
    }

    @inline(never)
    private func advanceByEquations(_ cells: CellBlocks<Double8>, _ block: Int) {
        let values = parameters.map { Double8(filling: $0) }
        values.withUnsafeBufferPointer { values in
            guard let base = values.baseAddress else { return }
            TenTusscherPanfilov2006.advance(
                CellBlocks(
                    count: 1, states: cells.states + block * (TP06State.rbar + 1),
                    parameters: base, parameterStride: 0, stimulus: cells.stimulus + block,
                    scratch: cells.scratch),
                dt: dt)
        }
    }
}
