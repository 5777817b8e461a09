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
    static let scratchCount = 2 * 16 + 2

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
        SingleRange.holds(variable.lanes, from: low, to: high)
    }

    /// Writes all functions of sixteen covered values: function k to `target[k]`.
    ///
    /// `scratch` holds ``scratchCount`` vectors.
    @inline(__always)
    func look(
        _ variable: Single16, into target: UnsafeMutablePointer<Single16>,
        scratch: UnsafeMutablePointer<SIMD16<Float>>
    ) {
        let place = TablePlace(variable.lanes, low: low, perStep: perStep)
        scratch[32] = unsafeBitCast(place.row, to: SIMD16<Float>.self)
        scratch[33] = place.part
        let numbers = UnsafeRawPointer(scratch + 32).assumingMemoryBound(to: Int32.self)
        let parts = UnsafeRawPointer(scratch + 33).assumingMemoryBound(to: Float.self)
        for lane in 0..<16 {
            let row = rows + 4 * Int(numbers[lane])
            let weight = SIMD16<Float>(repeating: parts[lane])
            scratch[lane] = row[0] + weight * row[2]
            scratch[16 + lane] = row[1] + weight * row[3]
        }
        let columns = UnsafeMutableRawPointer(target).assumingMemoryBound(to: SIMD16<Float>.self)
        SixteenVectors.transpose(scratch, into: columns)
        SixteenVectors.transpose(scratch + 16, into: columns + 16)
    }
}

/// Sixteen vectors in registers.
private struct SixteenVectors {
    typealias Vector = SIMD16<Float>
    typealias Four = (Vector, Vector, Vector, Vector)
    var a: Four
    var b: Four
    var c: Four
    var d: Four

    @inline(__always)
    private init(a: Four, b: Four, c: Four, d: Four) {
        self.a = a
        self.b = b
        self.c = c
        self.d = d
    }

    /// Turns sixteen rows into sixteen columns.
    ///
    /// A call, since the compiler takes minutes over shuffles of values that it sees computed.
    @inline(never)
    static func transpose(_ rows: UnsafePointer<Vector>, into columns: UnsafeMutablePointer<Vector>)
    {
        SixteenVectors(
            a: (rows[0], rows[1], rows[2], rows[3]), b: (rows[4], rows[5], rows[6], rows[7]),
            c: (rows[8], rows[9], rows[10], rows[11]),
            d: (rows[12], rows[13], rows[14], rows[15])
        ).shuffled.shuffled.shuffled.shuffled.store(columns)
    }

    /// The even elements of each pair of vectors in the first eight and the odd ones in the last eight;
    /// four times in a row this transposes.
    @inline(__always)
    var shuffled: SixteenVectors {
        SixteenVectors(
            a: (Self.even(a.0, a.1), Self.even(a.2, a.3), Self.even(b.0, b.1), Self.even(b.2, b.3)),
            b: (Self.even(c.0, c.1), Self.even(c.2, c.3), Self.even(d.0, d.1), Self.even(d.2, d.3)),
            c: (Self.odd(a.0, a.1), Self.odd(a.2, a.3), Self.odd(b.0, b.1), Self.odd(b.2, b.3)),
            d: (Self.odd(c.0, c.1), Self.odd(c.2, c.3), Self.odd(d.0, d.1), Self.odd(d.2, d.3)))
    }

    @inline(__always)
    private static func even(_ low: Vector, _ high: Vector) -> Vector {
        SIMD32(lowHalf: low, highHalf: high).evenHalf
    }

    @inline(__always)
    private static func odd(_ low: Vector, _ high: Vector) -> Vector {
        SIMD32(lowHalf: low, highHalf: high).oddHalf
    }

    @inline(__always)
    func store(_ place: UnsafeMutablePointer<Vector>) {
        (place[0], place[1], place[2], place[3]) = a
        (place[4], place[5], place[6], place[7]) = b
        (place[8], place[9], place[10], place[11]) = c
        (place[12], place[13], place[14], place[15]) = d
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
        SingleRange.holds(variable.lanes, from: low, to: high)
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
    /// True where all numbers are from `low` to `high`; false for NaN.
    @inline(__always)
    static func holds(_ x: SIMD16<Float>, from low: Float, to high: Float) -> Bool {
        // Bits of negative numbers and of NaN are larger than those of any finite number from 0 on.
        let above = unsafeBitCast(x - SIMD16(repeating: low), to: SIMD16<UInt32>.self)
        let below = unsafeBitCast(SIMD16(repeating: high) - x, to: SIMD16<UInt32>.self)
        let both = above.replacing(with: below, where: below .> above)
        let eight = larger(both.lowHalf, both.highHalf)
        let four = eight.lowHalf.replacing(
            with: eight.highHalf, where: eight.highHalf .> eight.lowHalf)
        let worst = max(max(four[0], four[1]), max(four[2], four[3]))
        return worst < Float.infinity.bitPattern
    }

    @inline(__always)
    private static func larger(_ a: SIMD8<UInt32>, _ b: SIMD8<UInt32>) -> SIMD8<UInt32> {
        a.replacing(with: b, where: b .> a)
    }
}
