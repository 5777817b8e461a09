/// Three-vector of eight elements.
struct LaneVec {
    var x: Lanes
    var y: Lanes
    var z: Lanes

    @inline(__always)
    init(_ x: Lanes, _ y: Lanes, _ z: Lanes) {
        self.x = x
        self.y = y
        self.z = z
    }

    @inline(__always)
    static var zero: LaneVec { LaneVec(.zero, .zero, .zero) }

    @inline(__always)
    static func += (a: inout LaneVec, b: LaneVec) {
        a.x += b.x
        a.y += b.y
        a.z += b.z
    }

    @inline(__always)
    static func -= (a: inout LaneVec, b: LaneVec) {
        a.x -= b.x
        a.y -= b.y
        a.z -= b.z
    }

    @inline(__always)
    static func * (s: Lanes, a: LaneVec) -> LaneVec { LaneVec(s * a.x, s * a.y, s * a.z) }

    @inline(__always)
    func dot(_ b: LaneVec) -> Lanes { x * b.x + y * b.y + z * b.z }

    @inline(__always)
    func cross(_ b: LaneVec) -> LaneVec {
        LaneVec(y * b.z - z * b.y, z * b.x - x * b.z, x * b.y - y * b.x)
    }
}

/// 3 × 3 matrix of eight elements, by rows: row = spatial, column = material direction.
struct LaneMat {
    var row0: LaneVec
    var row1: LaneVec
    var row2: LaneVec

    @inline(__always)
    init(_ row0: LaneVec, _ row1: LaneVec, _ row2: LaneVec) {
        self.row0 = row0
        self.row1 = row1
        self.row2 = row2
    }

    @inline(__always)
    static var zero: LaneMat { LaneMat(.zero, .zero, .zero) }

    /// Cofactor matrix: J F⁻ᵀ.
    @inline(__always)
    var cofactor: LaneMat {
        LaneMat(row1.cross(row2), row2.cross(row0), row0.cross(row1))
    }

    @inline(__always)
    static func += (a: inout LaneMat, b: LaneMat) {
        a.row0 += b.row0
        a.row1 += b.row1
        a.row2 += b.row2
    }

    @inline(__always)
    static func * (s: Lanes, a: LaneMat) -> LaneMat {
        LaneMat(s * a.row0, s * a.row1, s * a.row2)
    }

    @inline(__always)
    static func * (a: LaneMat, v: LaneVec) -> LaneVec {
        LaneVec(a.row0.dot(v), a.row1.dot(v), a.row2.dot(v))
    }

    /// Matrix times symmetric tensor.
    @inline(__always)
    static func * (a: LaneMat, s: LaneSym) -> LaneMat {
        LaneMat(s * a.row0, s * a.row1, s * a.row2)
    }

    /// Adds the dyadic product u ⊗ v.
    @inline(__always)
    mutating func addOuter(_ u: LaneVec, _ v: LaneVec) {
        row0 += u.x * v
        row1 += u.y * v
        row2 += u.z * v
    }

    /// Green–Lagrange strain ½ (FᵀF − I), when the matrix is a deformation gradient.
    @inline(__always)
    var strain: LaneSym {
        LaneSym(
            ff: 0.5 * (row0.x * row0.x + row1.x * row1.x + row2.x * row2.x - 1),
            ss: 0.5 * (row0.y * row0.y + row1.y * row1.y + row2.y * row2.y - 1),
            nn: 0.5 * (row0.z * row0.z + row1.z * row1.z + row2.z * row2.z - 1),
            fs: 0.5 * (row0.x * row0.y + row1.x * row1.y + row2.x * row2.y),
            fn: 0.5 * (row0.x * row0.z + row1.x * row1.z + row2.x * row2.z),
            sn: 0.5 * (row0.y * row0.z + row1.y * row1.z + row2.y * row2.z))
    }

    /// Rate of strain sym(Fᵀ Ḟ), when the matrix is a deformation gradient and `rate` its rate.
    @inline(__always)
    func strainRate(_ rate: LaneMat) -> LaneSym {
        let (a, b, c) = (row0, row1, row2)
        let (u, v, w) = (rate.row0, rate.row1, rate.row2)
        return LaneSym(
            ff: a.x * u.x + b.x * v.x + c.x * w.x, ss: a.y * u.y + b.y * v.y + c.y * w.y,
            nn: a.z * u.z + b.z * v.z + c.z * w.z,
            fs: 0.5 * (a.x * u.y + b.x * v.y + c.x * w.y + a.y * u.x + b.y * v.x + c.y * w.x),
            fn: 0.5 * (a.x * u.z + b.x * v.z + c.x * w.z + a.z * u.x + b.z * v.x + c.z * w.x),
            sn: 0.5 * (a.y * u.z + b.y * v.z + c.y * w.z + a.z * u.y + b.z * v.y + c.z * w.y))
    }
}

/// Symmetric tensor of eight points, tensor components (no factor two on shears).
struct LaneSym {
    var ff: Lanes
    var ss: Lanes
    var nn: Lanes
    var fs: Lanes
    var fn: Lanes
    var sn: Lanes

    @inline(__always)
    init(ff: Lanes, ss: Lanes, nn: Lanes, fs: Lanes, fn: Lanes, sn: Lanes) {
        self.ff = ff
        self.ss = ss
        self.nn = nn
        self.fs = fs
        self.fn = fn
        self.sn = sn
    }

    /// Reads the six components in storage order.
    @inline(__always)
    init(_ p: UnsafePointer<Lanes>) {
        self.init(ff: p[0], ss: p[1], nn: p[2], fs: p[3], fn: p[4], sn: p[5])
    }

    @inline(__always)
    static var zero: LaneSym {
        LaneSym(ff: .zero, ss: .zero, nn: .zero, fs: .zero, fn: .zero, sn: .zero)
    }

    @inline(__always)
    static var identity: LaneSym {
        LaneSym(ff: .one, ss: .one, nn: .one, fs: .zero, fn: .zero, sn: .zero)
    }

    /// Writes the six components in storage order.
    @inline(__always)
    func store(_ p: UnsafeMutablePointer<Lanes>) {
        p[0] = ff
        p[1] = ss
        p[2] = nn
        p[3] = fs
        p[4] = fn
        p[5] = sn
    }

    @inline(__always)
    static func + (a: LaneSym, b: LaneSym) -> LaneSym {
        LaneSym(
            ff: a.ff + b.ff, ss: a.ss + b.ss, nn: a.nn + b.nn, fs: a.fs + b.fs, fn: a.fn + b.fn,
            sn: a.sn + b.sn)
    }

    @inline(__always)
    static func - (a: LaneSym, b: LaneSym) -> LaneSym {
        LaneSym(
            ff: a.ff - b.ff, ss: a.ss - b.ss, nn: a.nn - b.nn, fs: a.fs - b.fs, fn: a.fn - b.fn,
            sn: a.sn - b.sn)
    }

    @inline(__always)
    static func * (s: Lanes, a: LaneSym) -> LaneSym {
        LaneSym(
            ff: s * a.ff, ss: s * a.ss, nn: s * a.nn, fs: s * a.fs, fn: s * a.fn, sn: s * a.sn)
    }

    @inline(__always)
    static func * (s: Double, a: LaneSym) -> LaneSym { Lanes(repeating: s) * a }

    @inline(__always)
    static func * (a: LaneSym, v: LaneVec) -> LaneVec {
        LaneVec(
            a.ff * v.x + a.fs * v.y + a.fn * v.z, a.fs * v.x + a.ss * v.y + a.sn * v.z,
            a.fn * v.x + a.sn * v.y + a.nn * v.z)
    }

    @inline(__always)
    var trace: Lanes { ff + ss + nn }

    /// Matrix of the cofactors: determinant × inverse.
    @inline(__always)
    var adjugate: LaneSym {
        LaneSym(
            ff: ss * nn - sn * sn, ss: ff * nn - fn * fn, nn: ff * ss - fs * fs,
            fs: fn * sn - fs * nn, fn: fs * sn - fn * ss, sn: fs * fn - sn * ff)
    }
}
