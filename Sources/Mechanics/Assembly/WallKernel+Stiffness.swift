/// The element matrices.
extension WallKernel {
    /// ∂P/∂F of one point: for each k, L the matrix over (i, J), weighted.
    ///
    /// ```
    /// ∂P_iJ/∂F_kL = δ_ik S_JL + F_iM D_MJNL F_kN + p ε_ikm ε_JLM F_mM
    /// ```
    func setElasticity(_ q: Int, _ F: LaneMat, _ S: LaneSym, _ p: Lanes, _ cofactor: LaneMat) {
        let D = LaneTangent(work.tangent + LaneTangent.count * q)
        let A = work.elasticity
        setMaterialPart(A, D, F, F.row0)
        setMaterialPart(A + 3, D, F, F.row1)
        setMaterialPart(A + 6, D, F, F.row2)
        let s0 = LaneVec(S.ff, S.fs, S.fn)
        let s1 = LaneVec(S.fs, S.ss, S.sn)
        let s2 = LaneVec(S.fn, S.sn, S.nn)
        A[0].row0 += s0
        A[1].row0 += s1
        A[2].row0 += s2
        A[3].row1 += s0
        A[4].row1 += s1
        A[5].row1 += s2
        A[6].row2 += s0
        A[7].row2 += s1
        A[8].row2 += s2
        // δ cof F has rows δ(F1 × F2), δ(F2 × F0), δ(F0 × F1).
        let r0 = p * F.row0
        let r1 = p * F.row1
        let r2 = p * F.row2
        for L in 0..<3 {
            A[L].row1 += crossUnit(r2, L)
            A[L].row2 -= crossUnit(r1, L)
            A[3 + L].row2 += crossUnit(r0, L)
            A[3 + L].row0 -= crossUnit(r2, L)
            A[6 + L].row0 += crossUnit(r1, L)
            A[6 + L].row1 -= crossUnit(r0, L)
        }
    }

    /// Adds U″ cof F ⊗ cof F.
    func addBulkElasticity(_ bulk: Lanes, _ cofactor: LaneMat) {
        let A = work.elasticity
        let c = bulk * cofactor
        A[0] += c.row0.x * cofactor
        A[1] += c.row0.y * cofactor
        A[2] += c.row0.z * cofactor
        A[3] += c.row1.x * cofactor
        A[4] += c.row1.y * cofactor
        A[5] += c.row1.z * cofactor
        A[6] += c.row2.x * cofactor
        A[7] += c.row2.y * cofactor
        A[8] += c.row2.z * cofactor
    }

    /// Adds g_a·(∂P/∂F)·g_b for all pairs a ≥ b.
    func addStiffness(_ batch: Int, _ q: Int) {
        let A = work.elasticity
        let g = fields.gradients + (batch * pointCount + q) * 3 * ElementBatches.nodeCount
        for b in 0..<ElementBatches.nodeCount {
            let gx = g[3 * b]
            let gy = g[3 * b + 1]
            let gz = g[3 * b + 2]
            var T0 = gx * A[0]
            T0 += gy * A[1]
            T0 += gz * A[2]
            var T1 = gx * A[3]
            T1 += gy * A[4]
            T1 += gz * A[5]
            var T2 = gx * A[6]
            T2 += gy * A[7]
            T2 += gz * A[8]
            for a in b..<ElementBatches.nodeCount {
                let ga = LaneVec(g[3 * a], g[3 * a + 1], g[3 * a + 2])
                let K = work.stiffness + 9 * (a * (a + 1) / 2 + b)
                let c0 = T0 * ga
                let c1 = T1 * ga
                let c2 = T2 * ga
                K[0] += c0.x
                K[1] += c1.x
                K[2] += c2.x
                K[3] += c0.y
                K[4] += c1.y
                K[5] += c2.y
                K[6] += c0.z
                K[7] += c1.z
                K[8] += c2.z
            }
        }
    }

    /// Adds the rank-one term of the mean dilatation: U″/V h ⊗ h with h_a = Σ_q w cof F g_a.
    func addDilatation(_ batch: Int, _ stiffness: Lanes) {
        let h = work.dilatation
        h.update(repeating: .zero, count: 3 * ElementBatches.nodeCount)
        for q in 0..<pointCount {
            let slot = batch * pointCount + q
            let g = fields.gradients + slot * 3 * ElementBatches.nodeCount
            let c = fields.weights[slot] * work.F[q].cofactor
            for a in 0..<ElementBatches.nodeCount {
                let d = c * LaneVec(g[3 * a], g[3 * a + 1], g[3 * a + 2])
                h[3 * a] += d.x
                h[3 * a + 1] += d.y
                h[3 * a + 2] += d.z
            }
        }
        for b in 0..<ElementBatches.nodeCount {
            let hb = stiffness * LaneVec(h[3 * b], h[3 * b + 1], h[3 * b + 2])
            for a in b..<ElementBatches.nodeCount {
                let K = work.stiffness + 9 * (a * (a + 1) / 2 + b)
                for i in 0..<3 {
                    K[3 * i] += h[3 * a + i] * hb.x
                    K[3 * i + 1] += h[3 * a + i] * hb.y
                    K[3 * i + 2] += h[3 * a + i] * hb.z
                }
            }
        }
    }

    @inline(__always)
    private func setMaterialPart(
        _ A: UnsafeMutablePointer<LaneMat>, _ D: LaneTangent, _ F: LaneMat, _ row: LaneVec
    ) {
        A[0] = F * D.contractF(row)
        A[1] = F * D.contractS(row)
        A[2] = F * D.contractN(row)
    }

    /// v × e_L.
    @inline(__always)
    private func crossUnit(_ v: LaneVec, _ L: Int) -> LaneVec {
        switch L {
        case 0: LaneVec(.zero, v.z, -v.y)
        case 1: LaneVec(-v.z, .zero, v.x)
        default: LaneVec(v.y, -v.x, .zero)
        }
    }
}
