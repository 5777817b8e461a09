extension SparseCholesky {
    /// Replaces right-hand sides by solutions of A x = b.
    ///
    /// - `b`: `count` vectors of ``SymbolicFactorization/pattern``'s unknowns, one after the other.
    ///
    /// Cost: two passes over the factor for up to eight right-hand sides.
    ///
    /// - Throws: ``NumericsError/notFactored``,
    ///   ``NumericsError/dimensionMismatch(quantity:expected:found:)``,
    ///   ``NumericsError/notFinite(quantity:index:)``.
    public func solve(_ b: inout [Double], count: Int = 1) throws(NumericsError) {
        guard isFactored else { throw .notFactored }
        let expected = count * solution.order
        guard b.count == expected else {
            throw .dimensionMismatch(
                quantity: "right-hand side", expected: expected, found: b.count)
        }
        if let index = b.firstIndex(where: { !$0.isFinite }) {
            throw .notFinite(quantity: "right-hand side", index: index)
        }
        b.withUnsafeMutableBufferPointer { buffer in
            guard let b = buffer.baseAddress else { return }
            for first in stride(from: 0, to: count, by: SolveWorkspace<Scalar>.capacity) {
                let batch = min(SolveWorkspace<Scalar>.capacity, count - first)
                solve(b + first * solution.order, from: b + first * solution.order, batch)
            }
        }
    }

    /// x = A⁻¹ b for up to a batch of vectors; `x` and `b` may be the same memory.
    func solve(_ x: UnsafeMutablePointer<Double>, from b: UnsafePointer<Double>, _ count: Int) {
        let order = solution.order
        solution.nodes.withUnsafeBufferPointer { nodes in
            for v in 0..<count {
                FrontKernels.permute(
                    b + v * order, order: nodes, blockSize: blockSize, into: solution.x + v * order)
            }
            forward(count)
            backward(count)
            for v in 0..<count {
                FrontKernels.unpermute(
                    solution.x + v * order, order: nodes, blockSize: blockSize, into: x + v * order)
            }
        }
    }

    /// x ← L⁻¹ x: bins side by side, what they add to the top in the order of the bins, the top.
    private func forward(_ count: Int) {
        nonisolated(unsafe) let this = self
        Team.forEach(plan.binCount, parallel: isParallel) { bin in
            FrontKernels.clear(
                this.solution.top[bin], count: count * this.solution.topOrder)
            for f in this.plan.fronts(ofBin: bin) {
                this.forward(this.plan.fronts[f], count, bin, this.solution.top[bin])
            }
        }
        let firstOfTop = solution.x + plan.topColumn * blockSize
        for bin in 0..<plan.binCount {
            for v in 0..<count {
                FrontKernels.add(
                    solution.top[bin] + v * solution.topOrder, to: firstOfTop + v * solution.order,
                    count: solution.topOrder)
            }
        }
        for f in plan.fronts(ofBin: plan.binCount) {
            forward(plan.fronts[f], count, 0, nil)
        }
    }

    /// x ← L⁻ᵀ x.
    private func backward(_ count: Int) {
        for f in plan.fronts(ofBin: plan.binCount).reversed() { backward(plan.fronts[f], count, 0) }
        nonisolated(unsafe) let this = self
        Team.forEach(plan.binCount, parallel: isParallel) { bin in
            for f in this.plan.fronts(ofBin: bin).reversed() {
                this.backward(this.plan.fronts[f], count, bin)
            }
        }
    }

    /// - `top`: where a front of a bin adds to unknowns of the top; nil for fronts of the top.
    private func forward(
        _ front: Front, _ count: Int, _ bin: Int, _ top: UnsafeMutablePointer<Scalar>?
    ) {
        let columns = front.width * blockSize
        let rows = front.rows.count * blockSize
        let panel = factor + front.panel
        let own = solution.x + front.firstColumn * blockSize
        let local = solution.local[bin]
        if count == 1 && !isIndefinite {
            PanelSolve.forward(
                columns: columns, rows: rows, panel: panel, own: own, below: local)
        } else {
            if isIndefinite { interchange(front, count, isBack: false) }
            Scalar.solveLeft(
                transposed: false, isUnit: isIndefinite, columns, count, panel, columns + rows,
                own, solution.order)
            guard rows > 0 else { return }
            Scalar.multiply(
                transposed: false, rows, columns, count, -1, panel + columns, columns + rows, own,
                solution.order, 0, local, solution.localOrder)
        }
        plan.rows.withUnsafeBufferPointer { all in
            let inside = top == nil ? front.rows.count : front.rowsInBin
            let split = front.rows.lowerBound + inside
            let near = UnsafeBufferPointer(rebasing: all[front.rows.lowerBound..<split])
            let far = UnsafeBufferPointer(rebasing: all[split..<front.rows.upperBound])
            for v in 0..<count {
                let source = local + v * solution.localOrder
                FrontKernels.scatterAdd(
                    source, rows: near, offset: 0, blockSize: blockSize,
                    into: solution.x + v * solution.order)
                guard let top else { continue }
                FrontKernels.scatterAdd(
                    source + inside * blockSize, rows: far, offset: plan.topColumn,
                    blockSize: blockSize, into: top + v * solution.topOrder)
            }
        }
    }

    private func backward(_ front: Front, _ count: Int, _ bin: Int) {
        let columns = front.width * blockSize
        let rows = front.rows.count * blockSize
        let panel = factor + front.panel
        let own = solution.x + front.firstColumn * blockSize
        let local = solution.local[bin]
        if isIndefinite { divide(front, count) }
        if rows > 0 {
            plan.rows.withUnsafeBufferPointer { all in
                let below = UnsafeBufferPointer(rebasing: all[front.rows])
                for v in 0..<count {
                    FrontKernels.gather(
                        solution.x + v * solution.order, rows: below, blockSize: blockSize,
                        into: local + v * solution.localOrder)
                }
            }
        }
        if count == 1 && !isIndefinite {
            return PanelSolve.backward(
                columns: columns, rows: rows, panel: panel, own: own, below: local)
        }
        if rows > 0 {
            Scalar.multiply(
                transposed: true, rows, columns, count, -1, panel + columns, columns + rows, local,
                solution.localOrder, 1, own, solution.order)
        }
        Scalar.solveLeft(
            transposed: true, isUnit: isIndefinite, columns, count, panel, columns + rows, own,
            solution.order)
        if isIndefinite { interchange(front, count, isBack: true) }
    }
}

extension SparseCholesky: Preconditioner {
    public var order: Int { solution.order }

    /// z = (L Lᵀ)⁻¹ r, or (L D Lᵀ)⁻¹ r.
    ///
    /// - Throws: ``NumericsError/notFactored``.
    public func applyInverse(
        _ r: UnsafeBufferPointer<Double>, into z: UnsafeMutableBufferPointer<Double>
    ) throws(NumericsError) {
        guard isFactored else { throw .notFactored }
        precondition(r.count == order && z.count == order)
        guard let r = r.baseAddress, let z = z.baseAddress else { return }
        solve(z, from: r, 1)
    }
}
