/// Interchanges and pivots of indefinite fronts.
extension FrontKernels {
    /// Largest magnitude in some blocks of a matrix.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    static func largest(
        _ entries: UnsafeBufferPointer<FrontEntry>, of values: UnsafePointer<Double>, blockSize: Int
    ) -> Scalar {
        var largest = 0.0
        for entry in entries {
            let block = values + Int(entry.block) * blockSize * blockSize
            for k in 0..<blockSize * blockSize { largest = max(largest, block[k].magnitude) }
        }
        return Scalar(largest)
    }

    /// y −= l x.
    @inline(__always)
    static func subtract(
        _ l: Scalar, _ x: UnsafePointer<Scalar>, from y: UnsafeMutablePointer<Scalar>, count: Int
    ) {
        typealias Lanes = SIMD8<Scalar>
        let factor = Lanes(repeating: l)
        var i = 0
        while i + Lanes.scalarCount <= count {
            let source = UnsafeRawPointer(x + i).loadUnaligned(as: Lanes.self)
            let target = UnsafeMutableRawPointer(y + i)
            target.storeBytes(
                of: target.loadUnaligned(as: Lanes.self) - factor * source, as: Lanes.self)
            i += Lanes.scalarCount
        }
        while i < count {
            y[i] -= l * x[i]
            i += 1
        }
    }

    /// Exchanges columns in the order of the interchanges.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    static func exchangeColumns(
        _ b: UnsafeMutablePointer<Scalar>, _ swaps: UnsafePointer<Int32>, rows: Int, _ count: Int,
        _ height: Int
    ) {
        for k in 0..<count where Int(swaps[k]) != k {
            let (x, y) = (b + k * height, b + Int(swaps[k]) * height)
            for i in 0..<rows {
                let value = x[i]
                x[i] = y[i]
                y[i] = value
            }
        }
    }

    /// B ← B D⁻¹, column by column; B as it was goes to `copy`.
    ///
    /// - `diagonal`: the tile that holds D on its diagonal, of the same leading dimension as B and copy.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    static func divide(
        _ b: UnsafeMutablePointer<Scalar>, by diagonal: UnsafePointer<Scalar>,
        _ coupling: UnsafePointer<Scalar>, rows: Int, count: Int, height: Int,
        keeping copy: UnsafeMutablePointer<Scalar>
    ) {
        var k = 0
        while k < count {
            let (x, kept) = (b + k * height, copy + k * height)
            if coupling[k] == 0 {
                let scale = 1 / diagonal[k * (height + 1)]
                for i in 0..<rows {
                    kept[i] = x[i]
                    x[i] *= scale
                }
                k += 1
                continue
            }
            let pair = PivotPair(
                diagonal[k * (height + 1)], coupling[k], diagonal[(k + 1) * (height + 1)])
            let (y, keptNext) = (x + height, kept + height)
            for i in 0..<rows {
                kept[i] = x[i]
                keptNext[i] = y[i]
                (x[i], y[i]) = pair.solve(x[i], y[i])
            }
            k += 2
        }
    }

    /// x ← D⁻¹ x for a front's own unknowns.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    static func divide(
        vector x: UnsafeMutablePointer<Scalar>, by diagonal: UnsafePointer<Scalar>,
        _ coupling: UnsafePointer<Scalar>, count: Int, height: Int
    ) {
        var k = 0
        while k < count {
            if coupling[k] == 0 {
                x[k] /= diagonal[k * (height + 1)]
                k += 1
                continue
            }
            let pair = PivotPair(
                diagonal[k * (height + 1)], coupling[k], diagonal[(k + 1) * (height + 1)])
            (x[k], x[k + 1]) = pair.solve(x[k], x[k + 1])
            k += 2
        }
    }

    /// Applies interchanges to a vector, or takes them back.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    static func interchange(
        _ x: UnsafeMutablePointer<Scalar>, _ swaps: UnsafePointer<Int32>, count: Int, isBack: Bool
    ) {
        for step in 0..<count {
            let k = isBack ? count - 1 - step : step
            let other = Int(swaps[k])
            if other == k { continue }
            let value = x[k]
            x[k] = x[other]
            x[other] = value
        }
    }
}
