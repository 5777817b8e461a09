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
        let out = UnsafeMutableRawPointer(target)
        look(bits.lowHalf, part.lanes.lowHalf, into: out)
        look(bits.highHalf, part.lanes.highHalf, into: out + 32)
    }

    /// Four lanes: rows are interpolated four functions at a time and turned into columns.
    @inline(__always)
    private func look(
        _ bits: SIMD4<UInt64>, _ part: SIMD4<Double>, into out: UnsafeMutableRawPointer
    ) {
        let (a, b, c, d) = (row(bits[0]), row(bits[1]), row(bits[2]), row(bits[3]))
        let (wa, wb) = (SIMD4(repeating: part[0]), SIMD4(repeating: part[1]))
        let (wc, wd) = (SIMD4(repeating: part[2]), SIMD4(repeating: part[3]))
        var k = 0
        while k < columns {
            let low = SIMD8(
                lowHalf: value(a + k, wa), highHalf: value(b + k, wb))
            let high = SIMD8(
                lowHalf: value(c + k, wc), highHalf: value(d + k, wd))
            let even = SIMD8(lowHalf: low.evenHalf, highHalf: high.evenHalf)
            let odd = SIMD8(lowHalf: low.oddHalf, highHalf: high.oddHalf)
            let place = out + 64 * k
            place.storeBytes(of: even.evenHalf, as: SIMD4<Double>.self)
            (place + 64).storeBytes(of: odd.evenHalf, as: SIMD4<Double>.self)
            (place + 128).storeBytes(of: even.oddHalf, as: SIMD4<Double>.self)
            (place + 192).storeBytes(of: odd.oddHalf, as: SIMD4<Double>.self)
            k += 4
        }
    }

    /// Start of the row whose number is in the low bits.
    @inline(__always)
    private func row(_ bits: UInt64) -> Int {
        Int(truncatingIfNeeded: bits & 0xffff_ffff) * columns
    }

    /// Four functions of a row, interpolated.
    @inline(__always)
    private func value(_ index: Int, _ weight: SIMD4<Double>) -> SIMD4<Double> {
        UnsafeRawPointer(values + index).loadUnaligned(as: SIMD4<Double>.self)
            + weight * UnsafeRawPointer(difference + index).loadUnaligned(as: SIMD4<Double>.self)
    }
}
