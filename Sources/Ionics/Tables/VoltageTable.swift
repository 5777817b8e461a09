import Numerics

/// Functions of one variable, kept side by side at equal distances and interpolated linearly for eight
/// cells at a time.
final class VoltageTable: @unchecked Sendable {
    /// First and last value of the variable.
    let low: Double
    let high: Double
    /// Number of functions, rounded up to whole vectors of four.
    let columns: Int
    private let perStep: Double
    private let values: UnsafeMutablePointer<Double>
    private let difference: UnsafeMutablePointer<Double>

    /// Tabulates the functions that `evaluate` writes for each value of the variable.
    init(
        from low: Double, to high: Double, step: Double, functions: Int,
        _ evaluate: (_ variable: Double, _ row: UnsafeMutablePointer<Double>) -> Void
    ) {
        let rows = Int(((high - low) / step).rounded()) + 1
        self.low = low
        self.high = low + step * Double(rows - 1)
        columns = (functions + 3) / 4 * 4
        perStep = 1 / step
        values = .allocate(capacity: rows * columns)
        values.initialize(repeating: 0, count: rows * columns)
        difference = .allocate(capacity: rows * columns)
        difference.initialize(repeating: 0, count: rows * columns)
        for row in 0..<rows { evaluate(low + step * Double(row), values + row * columns) }
        for k in 0..<(rows - 1) * columns { difference[k] = values[k + columns] - values[k] }
    }

    deinit {
        values.deallocate()
        difference.deallocate()
    }

    /// True where all eight values can be looked up; false for NaN.
    @inline(__always)
    func covers(_ variable: Double8) -> Bool {
        let x = variable.lanes
        return all((x .>= SIMD8(repeating: low)) .& (x .< SIMD8(repeating: high)))
    }

    /// Writes all functions of eight covered values: function k to `target[k]`.
    @inline(__always)
    func look(_ variable: Double8, into target: UnsafeMutablePointer<Double8>) {
        let position = (variable - Double8(filling: low)) * Double8(filling: perStep)
        // Adding 1.5·2⁵² leaves the nearest whole number in the low bits; −½ makes it the floor.
        let magic = Double8(filling: VectorMath.shift)
        let shifted = (position - 0.5) + magic
        let part = position - (shifted - magic)
        let bits = unsafeBitCast(shifted.lanes, to: SIMD8<UInt64>.self)
        let out = UnsafeMutableRawPointer(target).assumingMemoryBound(to: Double.self)
        for lane in 0..<8 {
            let row = Int(truncatingIfNeeded: bits[lane] & 0xffff_ffff) * columns
            let weight = SIMD4<Double>(repeating: part[lane])
            var k = 0
            while k < columns {
                let base = UnsafeRawPointer(values + row + k).loadUnaligned(
                    as: SIMD4<Double>.self)
                let slope = UnsafeRawPointer(difference + row + k).loadUnaligned(
                    as: SIMD4<Double>.self)
                let value = base + weight * slope
                out[8 * k + lane] = value[0]
                out[8 * k + 8 + lane] = value[1]
                out[8 * k + 16 + lane] = value[2]
                out[8 * k + 24 + lane] = value[3]
                k += 4
            }
        }
    }
}
