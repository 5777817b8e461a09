/// The diagonal tile of an indefinite front: P A Pᵀ = L D Lᵀ with pivots of order one and two.
///
/// Pivots are sought in the tile alone, by Bunch and Kaufman's partial pivoting. What is left of the
/// freedom of pivoting may be too little: a pivot of magnitude below ``floor`` is replaced by one of that
/// magnitude and the same sign and counted, as PARDISO does. The factor is then that of a matrix nearby.
///
/// In memory: L with a unit diagonal below the diagonal, D on it; entries of D beside the diagonal in
/// ``coupling``, with a zero of L in their place.
///
/// Source: Bunch, Kaufman, *Math. Comp.* 31 (1977) 163–179, doi:10.1090/S0025-5718-1977-0428694-0,
/// algorithm A; Schenk, Gärtner, *Electron. Trans. Numer. Anal.* 23 (2006) 158–179, section 2.
struct PivotTile<Scalar: FactorScalar> {
    /// The lower triangle, `count` × `count`, column-major.
    let a: UnsafeMutablePointer<Scalar>
    let count: Int
    /// Leading dimension of ``a``.
    let height: Int
    /// Columns of the same front left of the tile: interchanges reach their rows too.
    let before: Int
    /// Row exchanged with row k in step k, `count` of them.
    let swaps: UnsafeMutablePointer<Int32>
    /// D(k + 1, k) for a pivot of order two that begins at k, else zero; `count` of them.
    let coupling: UnsafeMutablePointer<Scalar>
    /// Least magnitude of a pivot.
    let floor: Scalar

    /// Factors the tile in place.
    ///
    /// - Returns: the signs of its pivots.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    func factor() -> FactorInertia {
        var inertia = FactorInertia()
        var k = 0
        while k < count {
            let (order, pivot) = choosePivot(k)
            let row = k + order - 1
            for i in k..<k + order {
                swaps[i] = Int32(i)
                coupling[i] = 0
            }
            if pivot != row {
                interchange(row, pivot)
                swaps[row] = Int32(pivot)
            }
            if order == 1 {
                eliminate(k, &inertia)
            } else {
                eliminatePair(k, &inertia)
            }
            k += order
        }
        return inertia
    }

    /// Order of the next pivot, and the row to bring to its end.
    @inline(__always)
    private func choosePivot(_ k: Int) -> (order: Int, row: Int) {
        // (1 + √17)/8 bounds the growth of the entries.
        let alpha: Scalar = 0.6403882032022076
        let column = a + k * height
        var largest: Scalar = 0
        var row = k
        for i in k + 1..<max(count, k + 1) where column[i].magnitude > largest {
            largest = column[i].magnitude
            row = i
        }
        let own = column[k].magnitude
        if largest <= floor || own >= alpha * largest { return (1, k) }
        var rowLargest: Scalar = 0
        for j in k..<row { rowLargest = max(rowLargest, a[row + j * height].magnitude) }
        let other = a + row * height
        for i in row + 1..<max(count, row + 1) {
            rowLargest = max(rowLargest, other[i].magnitude)
        }
        if own * rowLargest >= alpha * largest * largest { return (1, k) }
        if other[row].magnitude >= alpha * rowLargest { return (1, row) }
        return (2, row)
    }

    /// Exchanges rows and columns p < q; the columns before p hold L.
    @inline(__always)
    private func interchange(_ p: Int, _ q: Int) {
        func exchange(_ x: UnsafeMutablePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>) {
            let value = x.pointee
            x.pointee = y.pointee
            y.pointee = value
        }
        for column in -before..<p { exchange(a + p + column * height, a + q + column * height) }
        for i in p + 1..<q { exchange(a + i + p * height, a + q + i * height) }
        for i in q + 1..<max(count, q + 1) { exchange(a + i + p * height, a + i + q * height) }
        exchange(a + p * (height + 1), a + q * (height + 1))
    }

    @inline(__always)
    private func eliminate(_ k: Int, _ inertia: inout FactorInertia) {
        let column = a + k * height
        if column[k].magnitude < floor {
            column[k] = column[k] < 0 ? -floor : floor
            inertia.perturbed += 1
        }
        let d = column[k]
        if d < 0 { inertia.negative += 1 } else { inertia.positive += 1 }
        for j in k + 1..<max(count, k + 1) {
            let l = column[j] / d
            FrontKernels.subtract(l, column + j, from: a + j * (height + 1), count: count - j)
            column[j] = l
        }
    }

    @inline(__always)
    private func eliminatePair(_ k: Int, _ inertia: inout FactorInertia) {
        let (first, second) = (a + k * height, a + (k + 1) * height)
        let pair = PivotPair(first[k], first[k + 1], second[k + 1])
        inertia.count(pair)
        for j in k + 2..<max(count, k + 2) {
            let (l, m) = pair.solve(first[j], second[j])
            let target = a + j * (height + 1)
            FrontKernels.subtract(l, first + j, from: target, count: count - j)
            FrontKernels.subtract(m, second + j, from: target, count: count - j)
            first[j] = l
            second[j] = m
        }
        coupling[k] = first[k + 1]
        first[k + 1] = 0
    }
}

/// A pivot of order two, [a b; b c].
struct PivotPair<Scalar: FactorScalar> {
    let a: Scalar
    let b: Scalar
    let c: Scalar

    @inline(__always)
    init(_ a: Scalar, _ b: Scalar, _ c: Scalar) {
        (self.a, self.b, self.c) = (a, b, c)
    }

    /// The solution of the two equations with right-hand sides x and y, over b as it is the largest entry.
    @inline(__always)
    func solve(_ x: Scalar, _ y: Scalar) -> (Scalar, Scalar) {
        let (p, r) = (a / b, c / b)
        let scale = 1 / (b * (p * r - 1))
        return (scale * (r * x - y), scale * (p * y - x))
    }
}
