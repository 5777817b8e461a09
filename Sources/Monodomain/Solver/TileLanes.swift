/// A precision in which ``CrankNicolson`` computes.
protocol TileReal: BinaryFloatingPoint, Sendable {
    associatedtype Tile: TileLanes where Tile.Real == Self
}

/// Sixteen numbers side by side: a tile of a vector.
protocol TileLanes {
    associatedtype Real
    init(filling value: Real)
    /// Reads sixteen numbers, at any alignment.
    static func load(_ place: UnsafePointer<Real>) -> Self
    /// Writes sixteen numbers, at any alignment.
    func store(_ place: UnsafeMutablePointer<Real>)
    static func + (a: Self, b: Self) -> Self
    static func - (a: Self, b: Self) -> Self
    static func * (a: Self, b: Self) -> Self
    /// Keeps the larger sizes of this tile of sizes and of `other`; not a number is the largest.
    mutating func include(_ other: Self)
    /// The largest of a tile of sizes.
    var largest: Double { get }
    /// The sum of all, in a fixed order.
    var sum: Double { get }
}

extension Float: TileReal {
    typealias Tile = SingleTile
}

extension Double: TileReal {
    typealias Tile = DoubleTile
}

/// Sixteen numbers of single precision.
struct SingleTile: TileLanes {
    private var lanes: SIMD16<Float>

    @inline(__always)
    private init(_ lanes: SIMD16<Float>) { self.lanes = lanes }
    @inline(__always)
    init(filling value: Float) { lanes = SIMD16(repeating: value) }
    @inline(__always)
    static func load(_ place: UnsafePointer<Float>) -> SingleTile {
        SingleTile(UnsafeRawPointer(place).loadUnaligned(as: SIMD16<Float>.self))
    }
    @inline(__always)
    func store(_ place: UnsafeMutablePointer<Float>) {
        UnsafeMutableRawPointer(place).storeBytes(of: lanes, as: SIMD16<Float>.self)
    }
    @inline(__always)
    static func + (a: SingleTile, b: SingleTile) -> SingleTile { SingleTile(a.lanes + b.lanes) }
    @inline(__always)
    static func - (a: SingleTile, b: SingleTile) -> SingleTile { SingleTile(a.lanes - b.lanes) }
    @inline(__always)
    static func * (a: SingleTile, b: SingleTile) -> SingleTile { SingleTile(a.lanes * b.lanes) }

    // The bits of sizes order like whole numbers, and those of NaN are the largest.
    @inline(__always)
    mutating func include(_ other: SingleTile) {
        let size =
            unsafeBitCast(other.lanes, to: SIMD16<Int32>.self) & SIMD16(repeating: Int32.max)
        let own = unsafeBitCast(lanes, to: SIMD16<Int32>.self)
        lanes = unsafeBitCast(
            own.replacing(with: size, where: size .> own), to: SIMD16<Float>.self)
    }

    @inline(__always)
    var largest: Double {
        let sixteen = unsafeBitCast(lanes, to: SIMD16<Int32>.self)
        let (a, b) = (sixteen.lowHalf, sixteen.highHalf)
        let eight = a.replacing(with: b, where: b .> a)
        let (c, d) = (eight.lowHalf, eight.highHalf)
        let four = c.replacing(with: d, where: d .> c)
        let bits = Swift.max(Swift.max(four[0], four[1]), Swift.max(four[2], four[3]))
        return Double(Float(bitPattern: UInt32(bitPattern: bits)))
    }

    @inline(__always)
    var sum: Double {
        let eight = lanes.lowHalf + lanes.highHalf
        let four = eight.lowHalf + eight.highHalf
        return (Double(four[0]) + Double(four[2])) + (Double(four[1]) + Double(four[3]))
    }
}

/// Sixteen numbers of double precision.
struct DoubleTile: TileLanes {
    private var low: SIMD8<Double>
    private var high: SIMD8<Double>

    @inline(__always)
    private init(_ low: SIMD8<Double>, _ high: SIMD8<Double>) {
        self.low = low
        self.high = high
    }
    @inline(__always)
    init(filling value: Double) {
        low = SIMD8(repeating: value)
        high = SIMD8(repeating: value)
    }
    @inline(__always)
    static func load(_ place: UnsafePointer<Double>) -> DoubleTile {
        let raw = UnsafeRawPointer(place)
        return DoubleTile(
            raw.loadUnaligned(as: SIMD8<Double>.self),
            raw.loadUnaligned(fromByteOffset: 64, as: SIMD8<Double>.self))
    }
    @inline(__always)
    func store(_ place: UnsafeMutablePointer<Double>) {
        let raw = UnsafeMutableRawPointer(place)
        raw.storeBytes(of: low, as: SIMD8<Double>.self)
        raw.storeBytes(of: high, toByteOffset: 64, as: SIMD8<Double>.self)
    }
    @inline(__always)
    static func + (a: DoubleTile, b: DoubleTile) -> DoubleTile {
        DoubleTile(a.low + b.low, a.high + b.high)
    }
    @inline(__always)
    static func - (a: DoubleTile, b: DoubleTile) -> DoubleTile {
        DoubleTile(a.low - b.low, a.high - b.high)
    }
    @inline(__always)
    static func * (a: DoubleTile, b: DoubleTile) -> DoubleTile {
        DoubleTile(a.low * b.low, a.high * b.high)
    }

    @inline(__always)
    mutating func include(_ other: DoubleTile) {
        low = Self.larger(low, other.low)
        high = Self.larger(high, other.high)
    }

    @inline(__always)
    private static func larger(_ own: SIMD8<Double>, _ other: SIMD8<Double>) -> SIMD8<Double> {
        let size = unsafeBitCast(other, to: SIMD8<Int64>.self) & SIMD8(repeating: Int64.max)
        let bits = unsafeBitCast(own, to: SIMD8<Int64>.self)
        return unsafeBitCast(
            bits.replacing(with: size, where: size .> bits), to: SIMD8<Double>.self)
    }

    @inline(__always)
    var largest: Double {
        let eight = unsafeBitCast(Self.larger(low, high), to: SIMD8<Int64>.self)
        let (a, b) = (eight.lowHalf, eight.highHalf)
        let four = a.replacing(with: b, where: b .> a)
        let bits = Swift.max(Swift.max(four[0], four[1]), Swift.max(four[2], four[3]))
        return Double(bitPattern: UInt64(bitPattern: bits))
    }

    @inline(__always)
    var sum: Double {
        let eight = low + high
        let four = eight.lowHalf + eight.highHalf
        return (four[0] + four[2]) + (four[1] + four[3])
    }
}
