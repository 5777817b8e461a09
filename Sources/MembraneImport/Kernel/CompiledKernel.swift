import Ionics
import Numerics

/// A membrane model of a file, compiled to code of this processor.
struct CompiledKernel: MembraneKernel {
    let library: KernelLibrary
    let currentNames: [String]
    let states: Int
    let voltageIndex: Int
    let initialState: [Double]
    /// Columns of the table; zero without one.
    let columns: Int

    func advance(_ cells: CellBlocks<Double8>, dt: Double) {
        library.advance(
            Int64(cells.count), cells.states, cells.parameters, Int64(cells.parameterStride),
            cells.stimulus, dt)
    }

    func currents(_ cells: CellBlocks<Double8>, into currents: UnsafeMutablePointer<Double8>) {
        library.currents(cells.states, cells.parameters, currents)
    }

    func tabulated(
        parameters: [Double], dt: Double, scheme: TabulatedScheme
    ) -> (any TabulatedMembrane)? {
        guard scheme == .exponentialMidpoint, columns > 0 else { return nil }
        return CompiledTable(self, parameters: parameters, dt: dt)
    }
}

/// The same with its functions of the voltage in tables.
///
/// Voltages from −150 to 150 mV, 0.1 mV apart, as in the tables of the built-in model; shifted by a part of the
/// distance that keeps them off round voltages, where quotients of models are often 0/0.
final class CompiledTable: TabulatedMembrane {
    private let kernel: CompiledKernel
    private let dt: Double
    private let parameters: TableMemory
    private let half: TableMemory
    private let whole: TableMemory

    private static let low = -150.03125
    private static let step = 0.1
    private static let rows = 3001
    private static let perStep = 1 / step
    /// The last row is only an upper neighbour.
    private static let high = low + step * Double(rows - 2)

    /// Nil where a function is not finite somewhere: the equations serve then.
    init?(_ kernel: CompiledKernel, parameters values: [Double], dt: Double) {
        guard let fill = kernel.library.rows else { return nil }
        self.kernel = kernel
        self.dt = dt
        parameters = TableMemory(8 * max(values.count, 1))
        for (k, value) in values.enumerated() {
            for lane in 0..<8 { parameters.values[8 * k + lane] = value }
        }
        half = TableMemory(Self.rows * kernel.columns)
        whole = TableMemory(Self.rows * kernel.columns)
        let state = TableMemory(8 * kernel.states)
        for (k, value) in kernel.initialState.enumerated() {
            for lane in 0..<8 { state.values[8 * k + lane] = value }
        }
        let columns = TableMemory(8 * kernel.columns)
        for (table, length) in [(half, dt / 2), (whole, dt)] {
            for first in stride(from: 0, to: Self.rows, by: 8) {
                for lane in 0..<8 {
                    state.values[8 * kernel.voltageIndex + lane] =
                        Self.low + Self.step * Double(first + lane)
                }
                fill(state.values, parameters.values, length, columns.values)
                for lane in 0..<min(8, Self.rows - first) {
                    for k in 0..<kernel.columns {
                        let value = columns.values[8 * k + lane]
                        guard value.isFinite else { return nil }
                        table.values[(first + lane) * kernel.columns + k] = value
                    }
                }
            }
        }
    }

    func advance(_ cells: CellBlocks<Double8>) {
        kernel.library.advanceTable?(
            Int64(cells.count), cells.states, parameters.values, cells.stimulus, dt, half.values,
            whole.values, Self.low, Self.high, Self.perStep)
    }
}

/// Numbers in memory that fits whole vectors; written once, then only read.
private final class TableMemory: @unchecked Sendable {
    let values: UnsafeMutablePointer<Double>
    private let raw: UnsafeMutableRawPointer

    init(_ count: Int) {
        raw = .allocate(byteCount: 8 * count + 64, alignment: 64)
        values = raw.bindMemory(to: Double.self, capacity: count)
        values.initialize(repeating: 0, count: count)
    }

    deinit { raw.deallocate() }
}
