/// Fung-type energy Ψ = C/2 (exp Q − 1) with a Q diagonal in the strains of the tissue frame.
///
/// ```
/// Q = bff Eff² + bss Ess² + bnn Enn² + 2 bfs Efs² + 2 bfn Efn² + 2 bsn Esn²
/// S_I = C exp(Q) q_I,  q_I = b_I E_I
/// D   = C exp(Q) (diag b + 2 q ⊗ q)
/// ```
struct FungQuadratic: Sendable {
    /// Stress scale [kPa].
    var C: Double
    /// Exponents bff, bss, bnn, bfs, bfn, bsn [1].
    var bff: Double
    var bss: Double
    var bnn: Double
    var bfs: Double
    var bfn: Double
    var bsn: Double

    func respond(_ batch: MaterialBatch) {
        batch.forEachGroup(
            stressOnly: { E, S in point(E, &S, nil) },
            stressAndTangent: { E, S, D in point(E, &S, D) })
    }

    @inline(__always)
    private func point(_ E: LaneSym, _ S: inout LaneSym, _ D: LaneTangent?) -> Lanes {
        let q = LaneSym(
            ff: bff * E.ff, ss: bss * E.ss, nn: bnn * E.nn, fs: bfs * E.fs, fn: bfn * E.fn,
            sn: bsn * E.sn)
        let diagonal = q.ff * E.ff + q.ss * E.ss + q.nn * E.nn
        let Q = diagonal + 2 * (q.fs * E.fs + q.fn * E.fn + q.sn * E.sn)
        let e = LaneMath.exp(Q)
        let c = C * e
        S = c * q
        if let D {
            D.addSquare(2 * c, q)
            D.ffff += bff * c
            D.ssss += bss * c
            D.nnnn += bnn * c
            D.fsfs += 0.5 * bfs * c
            D.fnfn += 0.5 * bfn * c
            D.snsn += 0.5 * bsn * c
        }
        return 0.5 * C * (e - 1)
    }
}
