/// Exact first arrivals at the corner of one simplex from the opposite edge or face.
///
/// The times are linear on the edge or face and the metric is constant in the simplex, so that the
/// arrival at its far corner w is the convex minimisation
///
/// ```
/// T(w) = min  Σ λi Ti + √(λ·G λ)     over λ ≥ 0, Σ λi = 1,     Gij = (w − xi)·M (w − xj)
/// ```
///
/// Where the minimum is interior, `q = λ/√(λ·Gλ) = G⁻¹(T 1 − t)` and `q·G q = 1` is a quadratic
/// equation for T; `q ≥ 0` are its Kuhn–Tucker conditions. Otherwise the minimum lies on a smaller
/// simplex. Times are relative to the corner v that was reached last, whose own arrival is 0.
///
/// Source: Bornemann, Rasch, *Comput. Vis. Sci.* 9 (2006) 57–69, doi:10.1007/s00791-006-0016-y (the
/// Hopf–Lax update in two dimensions); Fu, Kirby, Whitaker, *SIAM J. Sci. Comput.* 35 (2013)
/// C473–C494, doi:10.1137/120881956 (tetrahedra with a metric). Both eliminate λ; the form in G above
/// is ours and needs the six metric edge lengths of a tetrahedron only.
enum HopfLax {
    /// Arrival through the edge (v, a), or along the edge v–w where the foot is v itself.
    ///
    /// - `gvv`, `gaa`, `gva`: entries of G [ms²]. `a`: time at a minus time at v [ms].
    ///
    /// The minimum over the corner a alone is left to the visit of a.
    @inline(__always)
    static func edge(gvv: Double, gaa: Double, gva: Double, a: Double) -> Double {
        let base = gaa + gvv - 2 * gva
        let det = gvv * gaa - gva * gva
        let discriminant = det * (base - a * a)
        if discriminant > 0 {
            let t = (a * (gvv - gva) + discriminant.squareRoot()) / base
            let qv = gaa * t - gva * (t - a)
            let qa = gvv * (t - a) - gva * t
            if qv >= 0 && qa >= 0 { return t }
        }
        return gvv.squareRoot()
    }

    /// Arrival through the face (v, a, b), or through its edges and corner that contain v.
    ///
    /// - `g`: entries of G in the order v, a, b [ms²]. `a`, `b`: times minus the time at v [ms].
    @inline(__always)
    static func face(_ g: Gram, a: Double, b: Double) -> Double {
        // Adjugate of G; G⁻¹ = k / det.
        let kvv = g.aa * g.bb - g.ab * g.ab
        let kva = g.vb * g.ab - g.va * g.bb
        let kvb = g.va * g.ab - g.vb * g.aa
        let kaa = g.vv * g.bb - g.vb * g.vb
        let kab = g.va * g.vb - g.vv * g.ab
        let kbb = g.vv * g.aa - g.va * g.va
        let det = g.vv * kvv + g.va * kva + g.vb * kvb
        let rowV = kvv + kva + kvb
        let rowA = kva + kaa + kab
        let rowB = kvb + kab + kbb
        let quadratic = rowV + rowA + rowB
        let linear = rowA * a + rowB * b
        let constant = a * a * kaa + 2 * a * b * kab + b * b * kbb - det
        let discriminant = linear * linear - quadratic * constant
        if discriminant >= 0 && quadratic > 0 {
            let t = (linear + discriminant.squareRoot()) / quadratic
            let qv = t * rowV - kva * a - kvb * b
            let qa = t * rowA - kaa * a - kab * b
            let qb = t * rowB - kab * a - kbb * b
            if qv >= 0 && qa >= 0 && qb >= 0 { return t }
        }
        return min(
            edge(gvv: g.vv, gaa: g.aa, gva: g.va, a: a), edge(gvv: g.vv, gaa: g.bb, gva: g.vb, a: b)
        )
    }

    /// Scalar products in the metric of the vectors from v, a and b to the far corner [ms²].
    struct Gram {
        var vv: Double
        var aa: Double
        var bb: Double
        var va: Double
        var vb: Double
        var ab: Double
    }
}
