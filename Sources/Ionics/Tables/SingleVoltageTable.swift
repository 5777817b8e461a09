import Numerics

/// ``VoltageTable`` in single precision: thirty-two functions of one variable, interpolated linearly for
/// sixteen cells at a time.
///
/// A row holds its functions and, behind them, their differences to the next row. Rows are interpolated
/// sixteen functions at a time; four perfect shuffles turn sixteen rows into sixteen columns.
final class SingleVoltageTable: @unchecked Sendable {
    /// Functions of a row.
    static let columns = 32
    /// Vectors of working memory that ``look(_:into:scratch:)`` needs.
    static let scratchCount = 4 * 16 + 2

    /// First and last value of the variable.
    let low: Float
    let high: Float
    private let perStep: Float
    private let rows: UnsafeMutablePointer<SIMD16<Float>>

    /// Tabulates the functions that `evaluate` writes for each value of the variable.
    init(
        from low: Double, to high: Double, step: Double,
        _ evaluate: (_ variable: Double, _ row: UnsafeMutablePointer<Double>) -> Void
    ) {
        let count = Int(((high - low) / step).rounded()) + 1
        let width = Self.columns
        var exact = [Double](repeating: 0, count: count * width)
        exact.withUnsafeMutableBufferPointer { memory in
            guard let base = memory.baseAddress else { return }
            for row in 0..<count { evaluate(low + step * Double(row), base + row * width) }
        }
        self.low = Float(low)
        self.high = Float(low + step * Double(count - 1))
        perStep = Float(1 / step)
        rows = .allocate(capacity: 4 * count)
        for row in 0..<count {
            let next = min(row + 1, count - 1)
            for half in 0..<2 {
                var (value, difference) = (SIMD16<Float>(), SIMD16<Float>())
                for k in 0..<16 {
                    let here = exact[row * width + 16 * half + k]
                    value[k] = Float(here)
                    difference[k] = Float(exact[next * width + 16 * half + k] - here)
                }
                (rows + 4 * row + half).initialize(to: value)
                (rows + 4 * row + 2 + half).initialize(to: difference)
            }
        }
    }

    deinit { rows.deallocate() }

    /// True where all sixteen values can be looked up; false for NaN.
    @inline(__always)
    func covers(_ variable: Single16) -> Bool {
        SingleRange.holds(variable.lanes, from: low, below: high)
    }

    /// Writes all functions of sixteen covered values: function k to `target[k]`.
    @inline(__always)
    func look(
        _ variable: Single16, into target: UnsafeMutablePointer<Single16>,
        scratch: UnsafeMutablePointer<SIMD16<Float>>
    ) {
        let place = TablePlace(variable.lanes, low: low, perStep: perStep)
        let columns = UnsafeMutableRawPointer(target).assumingMemoryBound(to: SIMD16<Float>.self)
        let first = place.row[0]
        let differences = unsafeBitCast(
            place.row ^ SIMD16(repeating: first), to: SIMD16<UInt32>.self)
        if differences.max() == 0 {
            // Resting neighbours share a row: nothing to turn, and the same bits.
            let row = UnsafeRawPointer(rows + 4 * Int(first)).assumingMemoryBound(to: Float.self)
            for k in 0..<Self.columns {
                columns[k] =
                    SIMD16(repeating: row[k]) + place.part
                    * SIMD16(repeating: row[Self.columns + k])
            }
            return
        }
        scratch[64] = unsafeBitCast(place.row, to: SIMD16<Float>.self)
        scratch[65] = place.part
        let numbers = UnsafeRawPointer(scratch + 64).assumingMemoryBound(to: Int32.self)
        let parts = UnsafeRawPointer(scratch + 65).assumingMemoryBound(to: Float.self)
        for lane in 0..<16 {
            let row = rows + 4 * Int(numbers[lane])
            let weight = SIMD16<Float>(repeating: parts[lane])
            scratch[lane] = row[0] + weight * row[2]
            scratch[16 + lane] = row[1] + weight * row[3]
        }
        for half in 0..<2 {
            let (a, b) = (scratch + 16 * half, scratch + 32)
            Self.shuffle(a, b)
            Self.shuffle(b, b + 16)
            Self.shuffle(b + 16, b)
            Self.shuffle(b, columns + 16 * half)
        }
    }

    /// Writes the even elements of each pair of vectors to the first eight and the odd ones to the
    /// last eight; four times in a row this transposes.
    @inline(__always)
    private static func shuffle(
        _ source: UnsafeMutablePointer<SIMD16<Float>>, _ target: UnsafeMutablePointer<SIMD16<Float>>
    ) {
        for pair in 0..<8 {
            let both = SIMD32(lowHalf: source[2 * pair], highHalf: source[2 * pair + 1])
            target[pair] = both.evenHalf
            target[8 + pair] = both.oddHalf
        }
    }
}

/// One function of one variable in single precision, interpolated linearly.
final class SingleFunction: @unchecked Sendable {
    let low: Float
    let high: Float
    private let perStep: Float
    /// Value and difference to the next one.
    private let pairs: UnsafeMutablePointer<SIMD2<Float>>

    /// Tabulates a function.
    init(from low: Double, to high: Double, step: Double, _ evaluate: (Double) -> Double) {
        let count = Int(((high - low) / step).rounded()) + 1
        let exact = (0...count).map { evaluate(low + step * Double($0)) }
        self.low = Float(low)
        self.high = Float(low + step * Double(count - 1))
        perStep = Float(1 / step)
        pairs = .allocate(capacity: count)
        for k in 0..<count {
            (pairs + k).initialize(to: SIMD2(Float(exact[k]), Float(exact[k + 1] - exact[k])))
        }
    }

    deinit { pairs.deallocate() }

    /// True where all sixteen values can be looked up; false for NaN.
    @inline(__always)
    func covers(_ variable: Single16) -> Bool {
        SingleRange.holds(variable.lanes, from: low, below: high)
    }

    /// The function of sixteen covered values; `scratch` holds two vectors.
    @inline(__always)
    func callAsFunction(
        _ variable: Single16, scratch: UnsafeMutablePointer<SIMD16<Float>>
    ) -> Single16 {
        let place = TablePlace(variable.lanes, low: low, perStep: perStep)
        scratch[0] = unsafeBitCast(place.row, to: SIMD16<Float>.self)
        let numbers = UnsafeRawPointer(scratch).assumingMemoryBound(to: Int32.self)
        let found = UnsafeMutableRawPointer(scratch + 1).assumingMemoryBound(
            to: SIMD2<Float>.self)
        for lane in 0..<16 { found[lane] = pairs[Int(numbers[lane])] }
        let both = SIMD32(lowHalf: scratch[1], highHalf: scratch[2])
        return Single16(both.evenHalf + place.part * both.oddHalf)
    }
}

/// Rows of a table and the parts of the way to the next ones.
private struct TablePlace {
    let row: SIMD16<Int32>
    let part: SIMD16<Float>

    @inline(__always)
    init(_ variable: SIMD16<Float>, low: Float, perStep: Float) {
        let position = (variable - SIMD16(repeating: low)) * SIMD16(repeating: perStep)
        // Adding 1.5·2²³ leaves the nearest whole number in the low bits; −½ makes it the floor.
        let magic = SIMD16<Float>(repeating: 12_582_912)
        let shifted = (position - SIMD16(repeating: 0.5)) + magic
        part = position - (shifted - magic)
        row =
            unsafeBitCast(shifted, to: SIMD16<Int32>.self) & SIMD16(repeating: 0x003f_ffff)
    }
}

/// Tests of sixteen numbers at once.
enum SingleRange {
    /// True where all numbers are at least `low` and less than `high`; false for NaN.
    @inline(__always)
    static func holds(_ x: SIMD16<Float>, from low: Float, below high: Float) -> Bool {
        // As whole numbers without sign, finite floats that are not negative are the least: comparisons of floats that
        // are combined are compiled lane by lane. One less makes zero the largest.
        let above = unsafeBitCast(x - SIMD16(repeating: low), to: SIMD16<UInt32>.self)
        let below = unsafeBitCast(SIMD16(repeating: high) - x, to: SIMD16<UInt32>.self) &- 1
        return pointwiseMax(above, below).max() < Float.infinity.bitPattern
    }
}
