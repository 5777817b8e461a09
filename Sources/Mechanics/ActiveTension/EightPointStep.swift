import Numerics

/// A time step that treats eight points at a time: how their numbers come and go.
protocol EightPointStep {}

extension EightPointStep {
    /// Eight numbers; with fewer than eight points the last one fills the remaining lanes.
    @inline(__always)
    func load(_ source: UnsafePointer<Double>, _ count: Int) -> Double8 {
        if count == 8 {
            return Double8(UnsafeRawPointer(source).loadUnaligned(as: SIMD8<Double>.self))
        }
        var lanes = Double8(filling: source[count - 1])
        for lane in 0..<count { lanes[lane] = source[lane] }
        return lanes
    }

    /// Writes the first `count` lanes.
    @inline(__always)
    func store(_ target: UnsafeMutablePointer<Double>, _ count: Int, _ value: Double8) {
        if count == 8 {
            UnsafeMutableRawPointer(target).storeBytes(of: value.lanes, as: SIMD8<Double>.self)
            return
        }
        for lane in 0..<count { target[lane] = value[lane] }
    }
}
