import Numerics

/// Sums and products of long vectors, with explicit lanes: a sum of doubles is not vectorised by the
/// compiler, which must keep its order.
///
/// The order of summation depends on the length alone.
enum VectorAlgebra {
    /// Σ x_i y_i.
    static func dot(
        _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, count: Int
    ) -> Double {
        var sums = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
        var i = 0
        while i + 32 <= count {
            sums.0 += lanes(x + i) * lanes(y + i)
            sums.1 += lanes(x + i + 8) * lanes(y + i + 8)
            sums.2 += lanes(x + i + 16) * lanes(y + i + 16)
            sums.3 += lanes(x + i + 24) * lanes(y + i + 24)
            i += 32
        }
        while i + 8 <= count {
            sums.0 += lanes(x + i) * lanes(y + i)
            i += 8
        }
        let all = (sums.0 + sums.1) + (sums.2 + sums.3)
        let four = all.lowHalf + all.highHalf
        let two = four.lowHalf + four.highHalf
        var sum = two.x + two.y
        while i < count {
            sum += x[i] * y[i]
            i += 1
        }
        return sum
    }

    /// y ← y + a x.
    static func add(
        _ a: Double, _ x: UnsafePointer<Double>, to y: UnsafeMutablePointer<Double>, count: Int
    ) {
        var i = 0
        while i + 8 <= count {
            UnsafeMutableRawPointer(y + i).storeBytes(
                of: lanes(y + i) + a * lanes(x + i), as: Lanes.self)
            i += 8
        }
        while i < count {
            y[i] += a * x[i]
            i += 1
        }
    }

    @inline(__always)
    private static func lanes(_ p: UnsafePointer<Double>) -> Lanes {
        UnsafeRawPointer(p).loadUnaligned(as: Lanes.self)
    }
}

extension Buffer where Element == Double {
    /// Σ of the products with a vector of the same length.
    func dot(_ other: Buffer) -> Double {
        precondition(other.count == count, "vectors of the same length")
        return VectorAlgebra.dot(base, other.base, count: count)
    }

    /// Adds `factor` times a vector of the same length.
    func add(_ factor: Double, _ other: Buffer) {
        precondition(other.count == count, "vectors of the same length")
        VectorAlgebra.add(factor, other.base, to: base, count: count)
    }
}
