/// One march of an activation front over the vertices of an ``Eikonal`` and the nodes of its network.
///
/// Vertices are taken in order of arrival. Taking v up evaluates every simplex that contains v and
/// whose other corners have been taken up before, so that each simplex is last evaluated with the
/// final times of all its corners.
struct EikonalMarch {
    /// Improvements below this are round-off, not propagation [ms].
    private static let resolution = 1e-9

    /// Borrowed cells of one kind, their squared metric edge lengths, and the cells of each vertex.
    struct Simplices<Corners> {
        let corners: UnsafeBufferPointer<Corners>
        let lengths: UnsafeBufferPointer<Double>
        let start: UnsafeBufferPointer<Int32>
        let entry: UnsafeBufferPointer<Int32>
    }

    let time: UnsafeMutableBufferPointer<Double>
    let taken: UnsafeMutableBufferPointer<Bool>
    let tets: Simplices<SIMD4<Int32>>
    let triangles: Simplices<SIMD3<Int32>>
    let linkStart: UnsafeBufferPointer<Int32>
    let links: UnsafeBufferPointer<ConductionLink>
    /// Vertices of the mesh; nodes from here on have links only.
    let vertices: Int
    var queue: ArrivalQueue

    /// Lowers the arrival at a vertex and queues it, unless it was reached earlier already.
    @inline(__always)
    mutating func offer(_ t: Double, at vertex: Int) {
        if t < time[vertex] - Self.resolution {
            time[vertex] = t
            queue.push(t, Int32(vertex))
        }
    }

    /// Propagates until no arrival improves.
    mutating func run() {
        while !queue.isEmpty {
            let (t, vertex) = queue.pop()
            let v = Int(vertex)
            // Entries from before an improvement are stale.
            guard t == time[v] else { continue }
            taken[v] = true
            if v < vertices {
                for k in Int(tets.start[v])..<Int(tets.start[v + 1]) {
                    let packed = Int(tets.entry[k])
                    visit(tet: packed >> 2, corner: packed & 3, t)
                }
                for k in Int(triangles.start[v])..<Int(triangles.start[v + 1]) {
                    let packed = Int(triangles.entry[k])
                    visit(triangle: packed / 3, corner: packed % 3, t)
                }
            }
            for k in Int(linkStart[v])..<Int(linkStart[v + 1]) {
                offer(t + links[k].delay, at: Int(links[k].to))
            }
        }
    }

    /// Updates the three other vertices of a tetrahedron.
    @inline(__always)
    private mutating func visit(tet: Int, corner: Int, _ t: Double) {
        let x = tets.corners[tet]
        let l = UnsafeBufferPointer(rebasing: tets.lengths[6 * tet..<6 * tet + 6])
        // Edges are stored as 01, 02, 03, 12, 13, 23.
        switch corner {
        case 0: visit(x[1], x[2], x[3], t, l[0], l[1], l[2], l[3], l[4], l[5])
        case 1: visit(x[0], x[2], x[3], t, l[0], l[3], l[4], l[1], l[2], l[5])
        case 2: visit(x[0], x[1], x[3], t, l[1], l[3], l[5], l[0], l[2], l[4])
        default: visit(x[0], x[1], x[2], t, l[2], l[4], l[5], l[0], l[1], l[3])
        }
    }

    /// Updates p, q, r from v and each other, given the squared lengths of the edges.
    @inline(__always)
    private mutating func visit(
        _ p: Int32, _ q: Int32, _ r: Int32, _ t: Double, _ vp: Double, _ vq: Double, _ vr: Double,
        _ pq: Double, _ pr: Double, _ qr: Double
    ) {
        let p = Int(p)
        let q = Int(q)
        let r = Int(r)
        update(p, q, r, t, wv: vp, wa: pq, wb: pr, va: vq, vb: vr, ab: qr)
        update(q, p, r, t, wv: vq, wa: pq, wb: qr, va: vp, vb: vr, ab: pr)
        update(r, p, q, t, wv: vr, wa: pr, wb: qr, va: vp, vb: vq, ab: pq)
    }

    /// Updates w from v, reached at `t`, and those of a and b that have been taken up.
    @inline(__always)
    private mutating func update(
        _ w: Int, _ a: Int, _ b: Int, _ t: Double, wv: Double, wa: Double, wb: Double, va: Double,
        vb: Double, ab: Double
    ) {
        let tw = time[w]
        let ga = 0.5 * (wv + wa - va)
        let gb = 0.5 * (wv + wb - vb)
        let hasA = taken[a]
        let hasB = taken[b]
        // Where the directions from w to v and to the other corners make acute angles in the metric,
        // v can only delay a w that was reached before v.
        if tw <= t && (!hasA || ga >= 0) && (!hasB || gb >= 0) { return }
        if hasA && hasB {
            let g = HopfLax.Gram(
                vv: wv, aa: wa, bb: wb, va: ga, vb: gb, ab: 0.5 * (wa + wb - ab))
            offer(t + HopfLax.face(g, a: time[a] - t, b: time[b] - t), at: w)
        } else if hasA {
            offer(t + HopfLax.edge(gvv: wv, gaa: wa, gva: ga, a: time[a] - t), at: w)
        } else if hasB {
            offer(t + HopfLax.edge(gvv: wv, gaa: wb, gva: gb, a: time[b] - t), at: w)
        } else {
            offer(t + wv.squareRoot(), at: w)
        }
    }

    /// Updates the two other vertices of a layer triangle.
    @inline(__always)
    private mutating func visit(triangle: Int, corner: Int, _ t: Double) {
        let x = triangles.corners[triangle]
        let l = UnsafeBufferPointer(rebasing: triangles.lengths[3 * triangle..<3 * triangle + 3])
        // Edges are stored as 01, 02, 12.
        switch corner {
        case 0: visit(x[1], x[2], t, l[0], l[1], l[2])
        case 1: visit(x[0], x[2], t, l[0], l[2], l[1])
        default: visit(x[0], x[1], t, l[1], l[2], l[0])
        }
    }

    /// Updates p and q of a triangle from v and each other.
    @inline(__always)
    private mutating func visit(
        _ p: Int32, _ q: Int32, _ t: Double, _ vp: Double, _ vq: Double, _ pq: Double
    ) {
        update(Int(p), Int(q), t, wv: vp, wa: pq, va: vq)
        update(Int(q), Int(p), t, wv: vq, wa: pq, va: vp)
    }

    /// Updates w of a triangle from v, reached at `t`, and from a if that has been taken up.
    @inline(__always)
    private mutating func update(
        _ w: Int, _ a: Int, _ t: Double, wv: Double, wa: Double, va: Double
    ) {
        let ga = 0.5 * (wv + wa - va)
        if taken[a] {
            if time[w] <= t && ga >= 0 { return }
            offer(t + HopfLax.edge(gvv: wv, gaa: wa, gva: ga, a: time[a] - t), at: w)
        } else if time[w] > t {
            offer(t + wv.squareRoot(), at: w)
        }
    }
}
