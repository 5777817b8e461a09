import Numerics

/// Activation and repolarisation of every node, found while the computation runs.
///
/// Activation is the upward crossing of a threshold, linear between the times of two steps. An action
/// potential has repolarised by 90 % when the voltage falls below `peak − 0.9·(peak − rest)`; rest is
/// the lowest voltage since the repolarisation before.
final class ActivationRecorder: @unchecked Sendable {
    let nodes: Int
    let threshold: Double
    let recordsRepolarisation: Bool
    /// Voltage at the latest recorded time, whole blocks of eight.
    let voltage: UnsafeMutablePointer<Double8>
    private let blocks: Int
    /// Nodes in whole blocks of sixteen.
    let padded: Int
    /// First and latest activation and latest repolarisation [ms], −1 where there is none.
    let first: UnsafeMutablePointer<Double>
    let latest: UnsafeMutablePointer<Double>
    let repolarised: UnsafeMutablePointer<Double>
    /// Lowest voltage before and highest since activation [mV].
    let rest: UnsafeMutablePointer<Double8>
    let peak: UnsafeMutablePointer<Double8>

    /// Share of the amplitude that is gone at repolarisation.
    private static let share = 0.9

    init(nodes: Int, threshold: Double, recordsRepolarisation: Bool) {
        self.nodes = nodes
        self.threshold = threshold
        self.recordsRepolarisation = recordsRepolarisation
        padded = (nodes + 15) / 16 * 16
        blocks = padded / 8
        func column() -> UnsafeMutablePointer<Double> {
            let count = (nodes + 15) / 16 * 16
            let memory = UnsafeMutablePointer<Double>.allocate(capacity: count)
            memory.initialize(repeating: -1, count: count)
            return memory
        }
        voltage = MembraneField.zeros(blocks)
        first = column()
        latest = column()
        repolarised = column()
        rest = MembraneField.zeros(blocks)
        peak = MembraneField.zeros(blocks)
    }

    deinit {
        for memory in [voltage, rest, peak] { memory.deallocate() }
        for memory in [first, latest, repolarised] { memory.deallocate() }
    }

    /// Takes the voltage of the start.
    func begin(_ block: Int, _ start: Double8) {
        voltage[block] = start
        rest[block] = start
        peak[block] = start
    }

    /// Takes the voltage of a block at `time` [ms], a step of `dt` after the one before.
    @inline(__always)
    func record(_ block: Int, _ now: Double8, time: Double, dt: Double) {
        let before = voltage[block].lanes
        voltage[block] = now
        let level = SIMD8<Double>(repeating: threshold)
        // Signs as whole numbers: comparisons that are combined are compiled lane by lane.
        let wasBelow = unsafeBitCast(before - level, to: SIMD8<Int64>.self)
        let isBelow = unsafeBitCast(now.lanes - level, to: SIMD8<Int64>.self)
        if (wasBelow & ~isBelow).min() < 0 {
            activate(block, (before .< level) .& (now.lanes .>= level), before, now.lanes, time, dt)
        }
        if recordsRepolarisation { follow(block, before, now, time, dt) }
    }

    @inline(never)
    private func activate(
        _ block: Int, _ rises: SIMDMask<SIMD8<Int64>>, _ before: SIMD8<Double>,
        _ now: SIMD8<Double>, _ time: Double, _ dt: Double
    ) {
        for lane in 0..<8 where rises[lane] {
            let part = (threshold - before[lane]) / (now[lane] - before[lane])
            let moment = time - dt + part * dt
            let node = 8 * block + lane
            if first[node] < 0 { first[node] = moment }
            // While an action potential lasts, another crossing does not begin a new one.
            if !recordsRepolarisation || latest[node] < 0 || repolarised[node] >= latest[node] {
                latest[node] = moment
                peak[block][lane] = now[lane]
            }
        }
    }

    @inline(__always)
    private func follow(
        _ block: Int, _ before: SIMD8<Double>, _ now: Double8, _ time: Double, _ dt: Double
    ) {
        for lane in 0..<8 {
            let node = 8 * block + lane
            let value = now[lane]
            guard latest[node] >= 0, repolarised[node] < latest[node] else {
                rest[block][lane] = min(rest[block][lane], value)
                continue
            }
            if value > peak[block][lane] { peak[block][lane] = value }
            let level = peak[block][lane] - Self.share * (peak[block][lane] - rest[block][lane])
            guard value <= level, before[lane] > level else { continue }
            let part = (before[lane] - level) / (before[lane] - value)
            repolarised[node] = time - dt + part * dt
            rest[block][lane] = value
        }
    }
}
