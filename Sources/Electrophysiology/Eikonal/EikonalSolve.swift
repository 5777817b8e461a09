import Geometry
import Numerics

extension Eikonal {
    /// How far outside the tissue a point source may lie [mm].
    ///
    /// The fixation helix of an active pacing lead is about 2 mm long, and the surface of a 2 mm mesh
    /// deviates from the anatomy by less.
    public static let sourceTolerance = 2.0

    /// Solves for the first arrivals [ms] at the vertices, followed by the `networkNodes` nodes.
    ///
    /// - `sources`: at least one. A point source sets the vertices of the tetrahedron it lies in to its
    ///   metric distance from them.
    /// - `links`: one-way conduction between vertices and network nodes.
    /// - `silent`: vertices that need not be reached; those that nothing reaches get the time of the last one that is.
    /// - Network nodes that nothing reaches keep an infinite time; other vertices must all be reached.
    /// - Throws: ``ElectrophysiologyError`` for invalid sources and links and unreachable vertices.
    public func arrivalTimes(
        from sources: [ActivationSource], links: [ConductionLink] = [], networkNodes: Int = 0,
        silent: Set<Int32> = []
    ) throws(ElectrophysiologyError) -> [Double] {
        let nodes = mesh.points.count + networkNodes
        guard !sources.isEmpty else { throw .noSources }
        let starts = try startTimes(sources, nodes: nodes)
        let (linkStart, sortedLinks) = try compress(links, nodes: nodes)
        var time = [Double](repeating: .infinity, count: nodes)
        var taken = [Bool](repeating: false, count: nodes)
        withMarch(time: &time, taken: &taken, linkStart: linkStart, links: sortedLinks) { march in
            for (vertex, t) in starts { march.offer(t, at: vertex) }
            march.run()
        }
        if !silent.isEmpty {
            let last =
                time.prefix(mesh.points.count).filter { $0.isFinite }.max() ?? .infinity
            for vertex in silent where !time[Int(vertex)].isFinite { time[Int(vertex)] = last }
        }
        let missed = time.prefix(mesh.points.count).lazy.filter { !$0.isFinite }.count
        if missed > 0, let first = time.firstIndex(where: { !$0.isFinite }) {
            throw .unreachable(
                vertices: missed, of: mesh.points.count, first: first, at: mesh.points[first])
        }
        return time
    }

    /// Sources as vertices with start times.
    private func startTimes(
        _ sources: [ActivationSource], nodes: Int
    ) throws(ElectrophysiologyError) -> [(vertex: Int, time: Double)] {
        var starts: [(vertex: Int, time: Double)] = []
        for (index, source) in sources.enumerated() {
            guard source.time.isFinite else {
                throw .timeNotValid(what: "the start time of source \(index)", value: source.time)
            }
            switch source.place {
            case .vertex(let vertex):
                guard vertex >= 0 && vertex < nodes else {
                    throw .vertexOutOfRange(
                        what: "source", index: index, vertex: vertex, vertices: nodes)
                }
                starts.append((vertex, source.time))
            case .point(let point):
                let (tet, foot) = try locate(point)
                for (corner, t) in travelTimes(from: foot, in: tet).enumerated() {
                    starts.append((Int(mesh.tets[tet][corner]), source.time + t))
                }
            }
        }
        return starts
    }

    /// The tetrahedron nearest to a point and the point of it nearest to that.
    func locate(_ point: Vec3) throws(ElectrophysiologyError) -> (tet: Int, foot: Vec3) {
        let found = NearestTetrahedron.find(point, in: mesh)
        guard found.distance <= Self.sourceTolerance else {
            throw .sourceOutsideTissue(
                point: point, distance: found.distance, allowed: Self.sourceTolerance)
        }
        return (found.tet, found.foot)
    }

    /// Metric distances [ms] from a point of a tetrahedron to its four corners.
    ///
    /// From the squared edge lengths alone: with barycentric coordinates λ of the point,
    /// `d²(w) = Σi λi L(w, i) − Σi<j λi λj L(i, j)`.
    private func travelTimes(from point: Vec3, in tet: Int) -> [Double] {
        let x = (0..<4).map { mesh.points[Int(mesh.tets[tet][$0])] }
        let inverse = Mat3(columns: x[1] - x[0], x[2] - x[0], x[3] - x[0]).inverse
        let local = inverse * (point - x[0])
        let lambda = [1 - local.x - local.y - local.z, local.x, local.y, local.z]
        var squared = [[Double]](repeating: [0, 0, 0, 0], count: 4)
        for (edge, (i, j)) in [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)].enumerated() {
            squared[i][j] = tetLengths[6 * tet + edge]
            squared[j][i] = squared[i][j]
        }
        var spread = 0.0
        for i in 0..<4 { for j in 0..<i { spread += lambda[i] * lambda[j] * squared[i][j] } }
        return (0..<4).map { w in
            let mean = (0..<4).reduce(0.0) { $0 + lambda[$1] * squared[w][$1] }
            return max(mean - spread, 0).squareRoot()
        }
    }

    /// Links sorted by start node, with the start of each node's row.
    private func compress(
        _ links: [ConductionLink], nodes: Int
    ) throws(ElectrophysiologyError) -> (start: [Int32], links: [ConductionLink]) {
        var start = [Int32](repeating: 0, count: nodes + 1)
        for (index, link) in links.enumerated() {
            for end in [link.from, link.to] where end < 0 || Int(end) >= nodes {
                throw .vertexOutOfRange(
                    what: "link", index: index, vertex: Int(end), vertices: nodes)
            }
            guard link.delay >= 0 && link.delay.isFinite else {
                throw .timeNotValid(what: "the delay of link \(index)", value: link.delay)
            }
            start[Int(link.from) + 1] += 1
        }
        for node in 0..<nodes { start[node + 1] += start[node] }
        var next = start
        var sorted = links
        for link in links {
            sorted[Int(next[Int(link.from)])] = link
            next[Int(link.from)] += 1
        }
        return (start, sorted)
    }

    /// Lends the arrays of this problem and of one solve to a march.
    private func withMarch(
        time: inout [Double], taken: inout [Bool], linkStart: [Int32], links: [ConductionLink],
        _ body: (inout EikonalMarch) -> Void
    ) {
        let queue = ArrivalQueue(capacity: time.count)
        time.withUnsafeMutableBufferPointer { time in
            taken.withUnsafeMutableBufferPointer { taken in
                linkStart.withUnsafeBufferPointer { linkStart in
                    links.withUnsafeBufferPointer { links in
                        withSimplices { tets, triangles in
                            var march = EikonalMarch(
                                time: time, taken: taken, tets: tets, triangles: triangles,
                                linkStart: linkStart, links: links, vertices: mesh.points.count,
                                queue: queue)
                            body(&march)
                        }
                    }
                }
            }
        }
    }

    /// Lends tetrahedra and layer triangles with their metric.
    private func withSimplices(
        _ body: (
            EikonalMarch.Simplices<SIMD4<Int32>>, EikonalMarch.Simplices<SIMD3<Int32>>
        ) -> Void
    ) {
        Self.lend(mesh.tets, tetLengths, tetIncidence) { tets in
            Self.lend(triangles, triangleLengths, triangleIncidence) { triangles in
                body(tets, triangles)
            }
        }
    }

    private static func lend<Corners>(
        _ corners: [Corners], _ lengths: [Double], _ incidence: Incidence,
        _ body: (EikonalMarch.Simplices<Corners>) -> Void
    ) {
        corners.withUnsafeBufferPointer { corners in
            lengths.withUnsafeBufferPointer { lengths in
                incidence.start.withUnsafeBufferPointer { start in
                    incidence.entry.withUnsafeBufferPointer { entry in
                        body(.init(corners: corners, lengths: lengths, start: start, entry: entry))
                    }
                }
            }
        }
    }
}
