/// Substitutions with the panel of one front, for one right-hand side.
///
/// A panel is (columns + rows) × columns, column-major, its upper part square with L in the lower
/// triangle. Each entry is used once, so that the rate at which memory is read is the bound; BLAS, called
/// twice for each of many small panels, stays at half of it. Four columns are taken at a time.
///
/// Specialised for `Double` and `Float`, as ``FrontKernels``.
enum PanelSolve<Scalar: FactorScalar> {
    private typealias Wide = SIMD16<Scalar>
    private typealias Narrow = SIMD4<Scalar>

    /// own ← L⁻¹ own, below ← −L₂₁ own.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    static func forward(
        columns n: Int, rows m: Int, panel: UnsafePointer<Scalar>,
        own x: UnsafeMutablePointer<Scalar>, below y: UnsafeMutablePointer<Scalar>
    ) {
        let height = n + m
        y.update(repeating: 0, count: m)
        var j = 0
        while j + 4 <= n {
            let a = panel + j * (height + 1)
            let b = a + height
            let c = b + height
            let d = c + height
            let x0 = x[j] / a[0]
            let x1 = (x[j + 1] - a[1] * x0) / b[1]
            let x2 = (x[j + 2] - a[2] * x0 - b[2] * x1) / c[2]
            let x3 = (x[j + 3] - a[3] * x0 - b[3] * x1 - c[3] * x2) / d[3]
            x[j] = x0
            x[j + 1] = x1
            x[j + 2] = x2
            x[j + 3] = x3
            let values = Narrow(x0, x1, x2, x3)
            subtract(a + 4, height, values, from: x + j + 4, count: n - j - 4)
            subtract(a + (n - j), height, values, from: y, count: m)
            j += 4
        }
        while j < n {
            let a = panel + j * (height + 1)
            let value = x[j] / a[0]
            x[j] = value
            for i in j + 1..<max(n, j + 1) { x[i] -= a[i - j] * value }
            let below = a + (n - j)
            for i in 0..<m { y[i] -= below[i] * value }
            j += 1
        }
    }

    /// own ← L⁻ᵀ (own − L₂₁ᵀ below).
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    static func backward(
        columns n: Int, rows m: Int, panel: UnsafePointer<Scalar>,
        own x: UnsafeMutablePointer<Scalar>, below y: UnsafePointer<Scalar>
    ) {
        let height = n + m
        var j = n
        while j % 4 != 0 {
            j -= 1
            let a = panel + j * (height + 1)
            let sum =
                dot(a + (n - j), y, count: m) + dot(a + 1, x + j + 1, count: n - j - 1)
            x[j] = (x[j] - sum) / a[0]
        }
        while j > 0 {
            j -= 4
            let a = panel + j * (height + 1)
            let b = a + height
            let c = b + height
            let d = c + height
            let sum =
                dots(a + (n - j), height, y, count: m)
                + dots(a + 4, height, x + j + 4, count: n - j - 4)
            let x3 = (x[j + 3] - sum.w) / d[3]
            let x2 = (x[j + 2] - sum.z - c[3] * x3) / c[2]
            let x1 = (x[j + 1] - sum.y - b[2] * x2 - b[3] * x3) / b[1]
            x[j] = (x[j] - sum.x - a[1] * x1 - a[2] * x2 - a[3] * x3) / a[0]
            x[j + 1] = x1
            x[j + 2] = x2
            x[j + 3] = x3
        }
    }

    @inline(__always)
    private static func wide(_ p: UnsafePointer<Scalar>) -> Wide {
        UnsafeRawPointer(p).loadUnaligned(as: Wide.self)
    }

    @inline(__always)
    private static func narrow(_ p: UnsafePointer<Scalar>) -> Narrow {
        UnsafeRawPointer(p).loadUnaligned(as: Narrow.self)
    }

    /// y ← y − A v for four columns `height` apart.
    @inline(__always)
    private static func subtract(
        _ a: UnsafePointer<Scalar>, _ height: Int, _ v: Narrow,
        from y: UnsafeMutablePointer<Scalar>, count: Int
    ) {
        let b = a + height
        let c = b + height
        let d = c + height
        let (v0, v1) = (Wide(repeating: v.x), Wide(repeating: v.y))
        let (v2, v3) = (Wide(repeating: v.z), Wide(repeating: v.w))
        var i = 0
        while i + 16 <= count {
            let sum = (wide(a + i) * v0 + wide(b + i) * v1) + (wide(c + i) * v2 + wide(d + i) * v3)
            UnsafeMutableRawPointer(y + i).storeBytes(of: wide(y + i) - sum, as: Wide.self)
            i += 16
        }
        while i + 4 <= count {
            let sum =
                (narrow(a + i) * v.x + narrow(b + i) * v.y)
                + (narrow(c + i) * v.z + narrow(d + i) * v.w)
            UnsafeMutableRawPointer(y + i).storeBytes(of: narrow(y + i) - sum, as: Narrow.self)
            i += 4
        }
        while i < count {
            y[i] -= (a[i] * v.x + b[i] * v.y) + (c[i] * v.z + d[i] * v.w)
            i += 1
        }
    }

    /// Aᵀ y for four columns `height` apart.
    @inline(__always)
    private static func dots(
        _ a: UnsafePointer<Scalar>, _ height: Int, _ y: UnsafePointer<Scalar>, count: Int
    ) -> Narrow {
        let b = a + height
        let c = b + height
        let d = c + height
        var (w0, w1, w2, w3) = (Wide.zero, Wide.zero, Wide.zero, Wide.zero)
        var i = 0
        while i + 16 <= count {
            let v = wide(y + i)
            w0 += wide(a + i) * v
            w1 += wide(b + i) * v
            w2 += wide(c + i) * v
            w3 += wide(d + i) * v
            i += 16
        }
        var (s0, s1, s2, s3) = (quarter(w0), quarter(w1), quarter(w2), quarter(w3))
        while i + 4 <= count {
            let v = narrow(y + i)
            s0 += narrow(a + i) * v
            s1 += narrow(b + i) * v
            s2 += narrow(c + i) * v
            s3 += narrow(d + i) * v
            i += 4
        }
        let first = Narrow(lowHalf: s0.lowHalf + s0.highHalf, highHalf: s1.lowHalf + s1.highHalf)
        let last = Narrow(lowHalf: s2.lowHalf + s2.highHalf, highHalf: s3.lowHalf + s3.highHalf)
        var sums = Narrow(
            lowHalf: first.evenHalf + first.oddHalf, highHalf: last.evenHalf + last.oddHalf)
        while i < count {
            sums += Narrow(a[i], b[i], c[i], d[i]) * y[i]
            i += 1
        }
        return sums
    }

    /// aᵀ y.
    @inline(__always)
    private static func dot(
        _ a: UnsafePointer<Scalar>, _ y: UnsafePointer<Scalar>, count: Int
    ) -> Scalar {
        var lanes = Wide.zero
        var i = 0
        while i + 16 <= count {
            lanes += wide(a + i) * wide(y + i)
            i += 16
        }
        var four = quarter(lanes)
        while i + 4 <= count {
            four += narrow(a + i) * narrow(y + i)
            i += 4
        }
        let two = four.lowHalf + four.highHalf
        var sum = two.x + two.y
        while i < count {
            sum += a[i] * y[i]
            i += 1
        }
        return sum
    }

    @inline(__always)
    private static func quarter(_ v: Wide) -> Narrow {
        let half = v.lowHalf + v.highHalf
        return half.lowHalf + half.highHalf
    }
}
