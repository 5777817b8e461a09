/// Symmetric 6 × 6 matrix ∂S/∂E of eight points in storage somewhere else.
///
/// Tensor components, pairs in the order ff, ss, nn, fs, fn, sn, upper triangle by rows (21):
/// `δS_I = Σ_J D_IJ δE_J`, where a shear pair counts twice in the sum.
struct LaneTangent {
    private let p: UnsafeMutablePointer<Lanes>

    /// Number of stored components.
    static let count = 21

    /// Views 21 values.
    @inline(__always)
    init(_ p: UnsafeMutablePointer<Lanes>) { self.p = p }

    /// Sets everything to zero.
    @inline(__always)
    func clear() {
        for i in 0..<Self.count { p[i] = .zero }
    }

    /// Multiplies everything by c.
    @inline(__always)
    func scale(_ c: Lanes) {
        for i in 0..<Self.count { p[i] *= c }
    }

    @inline(__always)
    var ffff: Lanes {
        get { p[0] }
        nonmutating set { p[0] = newValue }
    }
    @inline(__always)
    var ffnn: Lanes {
        get { p[2] }
        nonmutating set { p[2] = newValue }
    }
    @inline(__always)
    var ssss: Lanes {
        get { p[6] }
        nonmutating set { p[6] = newValue }
    }
    @inline(__always)
    var nnnn: Lanes {
        get { p[11] }
        nonmutating set { p[11] = newValue }
    }
    @inline(__always)
    var fsfs: Lanes {
        get { p[15] }
        nonmutating set { p[15] = newValue }
    }
    @inline(__always)
    var fnfn: Lanes {
        get { p[18] }
        nonmutating set { p[18] = newValue }
    }
    @inline(__always)
    var snsn: Lanes {
        get { p[20] }
        nonmutating set { p[20] = newValue }
    }

    /// Adds c on the diagonal of the fourth-order identity: S = c E.
    @inline(__always)
    func addIdentity(_ c: Lanes) {
        ffff += c
        ssss += c
        nnnn += c
        fsfs += 0.5 * c
        fnfn += 0.5 * c
        snsn += 0.5 * c
    }

    /// Adds c u ⊗ u.
    @inline(__always)
    func addSquare(_ c: Lanes, _ u: LaneSym) {
        addProduct(c * u, u)
    }

    /// Adds c (u ⊗ v + v ⊗ u).
    @inline(__always)
    func addSymmetric(_ c: Lanes, _ u: LaneSym, _ v: LaneSym) {
        let w = c * u
        addProduct(w, v)
        addProductTransposed(w, v)
    }

    /// Adds c M ⊙ M, with (M ⊙ M)_IJKL = ½ (M_IK M_JL + M_IL M_JK); −M ⊙ M = ∂M/∂C for M = C⁻¹.
    @inline(__always)
    func addOdot(_ c: Lanes, _ m: LaneSym) {
        let h = 0.5 * c
        p[0] += c * m.ff * m.ff
        p[1] += c * m.fs * m.fs
        p[2] += c * m.fn * m.fn
        p[3] += c * m.ff * m.fs
        p[4] += c * m.ff * m.fn
        p[5] += c * m.fs * m.fn
        p[6] += c * m.ss * m.ss
        p[7] += c * m.sn * m.sn
        p[8] += c * m.fs * m.ss
        p[9] += c * m.fs * m.sn
        p[10] += c * m.ss * m.sn
        p[11] += c * m.nn * m.nn
        p[12] += c * m.fn * m.sn
        p[13] += c * m.fn * m.nn
        p[14] += c * m.sn * m.nn
        p[15] += h * (m.ff * m.ss + m.fs * m.fs)
        p[16] += h * (m.ff * m.sn + m.fn * m.fs)
        p[17] += h * (m.fs * m.sn + m.fn * m.ss)
        p[18] += h * (m.ff * m.nn + m.fn * m.fn)
        p[19] += h * (m.fs * m.nn + m.fn * m.sn)
        p[20] += h * (m.ss * m.nn + m.sn * m.sn)
    }

    /// The symmetric tensor D : (e_N ⊗ e_L) contracted with a row vector: Σ_N D_(..)NL r_N for L = f.
    @inline(__always)
    func contractF(_ r: LaneVec) -> LaneSym {
        LaneSym(
            ff: p[0] * r.x + p[3] * r.y + p[4] * r.z,
            ss: p[1] * r.x + p[8] * r.y + p[9] * r.z,
            nn: p[2] * r.x + p[12] * r.y + p[13] * r.z,
            fs: p[3] * r.x + p[15] * r.y + p[16] * r.z,
            fn: p[4] * r.x + p[16] * r.y + p[18] * r.z,
            sn: p[5] * r.x + p[17] * r.y + p[19] * r.z)
    }

    /// The same for L = s.
    @inline(__always)
    func contractS(_ r: LaneVec) -> LaneSym {
        LaneSym(
            ff: p[3] * r.x + p[1] * r.y + p[5] * r.z,
            ss: p[8] * r.x + p[6] * r.y + p[10] * r.z,
            nn: p[12] * r.x + p[7] * r.y + p[14] * r.z,
            fs: p[15] * r.x + p[8] * r.y + p[17] * r.z,
            fn: p[16] * r.x + p[9] * r.y + p[19] * r.z,
            sn: p[17] * r.x + p[10] * r.y + p[20] * r.z)
    }

    /// The same for L = n.
    @inline(__always)
    func contractN(_ r: LaneVec) -> LaneSym {
        LaneSym(
            ff: p[4] * r.x + p[5] * r.y + p[2] * r.z,
            ss: p[9] * r.x + p[10] * r.y + p[7] * r.z,
            nn: p[13] * r.x + p[14] * r.y + p[11] * r.z,
            fs: p[16] * r.x + p[17] * r.y + p[12] * r.z,
            fn: p[18] * r.x + p[19] * r.y + p[13] * r.z,
            sn: p[19] * r.x + p[20] * r.y + p[14] * r.z)
    }

    @inline(__always)
    private func addProduct(_ u: LaneSym, _ v: LaneSym) {
        p[0] += u.ff * v.ff
        p[1] += u.ff * v.ss
        p[2] += u.ff * v.nn
        p[3] += u.ff * v.fs
        p[4] += u.ff * v.fn
        p[5] += u.ff * v.sn
        p[6] += u.ss * v.ss
        p[7] += u.ss * v.nn
        p[8] += u.ss * v.fs
        p[9] += u.ss * v.fn
        p[10] += u.ss * v.sn
        p[11] += u.nn * v.nn
        p[12] += u.nn * v.fs
        p[13] += u.nn * v.fn
        p[14] += u.nn * v.sn
        p[15] += u.fs * v.fs
        p[16] += u.fs * v.fn
        p[17] += u.fs * v.sn
        p[18] += u.fn * v.fn
        p[19] += u.fn * v.sn
        p[20] += u.sn * v.sn
    }

    @inline(__always)
    private func addProductTransposed(_ u: LaneSym, _ v: LaneSym) { addProduct(v, u) }
}
