public import Geometry
import Numerics

extension PurkinjeTree {
    /// Grows a tree over the endocardium of one ventricle: the default for anatomies without one.
    ///
    /// It is entered at ``FascicularSites``. Terminals are spread evenly by farthest-point
    /// sampling until no endocardial vertex is farther than `spacing` [mm] from one along the surface,
    /// and the tree is the union of the shortest ways along mesh edges from the entries to them. Those
    /// ways are up to a tenth longer than geodesics, as Purkinje fibres are not straight either.
    ///
    /// - `spacing`: 5 mm gives about as many terminals per area as the trees of the anatomy rodero-01
    ///   (485 on 104 cm² of left endocardium).
    /// - Throws: ``ElectrophysiologyError`` where the anatomy has no coordinates, or the surface is
    ///   empty or in pieces.
    /// - Complexity: O(terminals × vertices near them · log).
    public init(
        growingOn anatomy: VentricularAnatomy, side: BundleSide, spacing: Double = 5
    ) throws(ElectrophysiologyError) {
        guard anatomy.coordinates != nil else {
            throw .missingCoordinates(purpose: "growing a Purkinje tree")
        }
        guard spacing > 0 && spacing.isFinite else {
            throw .parameterOutOfRange(
                name: "terminal spacing", value: spacing, allowed: 1...50, unit: "mm")
        }
        let graph = EndocardialGraph(
            triangles: anatomy.triangles(tagged: side.endocardium), points: anatomy.mesh.points)
        let sites = try FascicularSites.sites(side, on: anatomy)
        let roots = sites.map { graph.nearest(to: $0.point) }
        let (distance, parent) = graph.shortestWays(from: roots)
        let lost = distance.indices.filter { !distance[$0].isFinite }
        if let first = lost.first {
            throw .disconnectedTree(nodes: lost.count, of: distance.count, first: first)
        }
        let terminals = graph.spread(from: roots, spacing: spacing)

        // Keep the ways to the terminals, numbered in order of distance from the root.
        var kept = [Bool](repeating: false, count: parent.count)
        for terminal in terminals + roots {
            var node = terminal
            while !kept[node] {
                kept[node] = true
                node = parent[node]
            }
        }
        let order = parent.indices.filter { kept[$0] }
            .sorted { (distance[$0], $0) < (distance[$1], $1) }
        var number = [Int32](repeating: -1, count: parent.count)
        for (k, node) in order.enumerated() { number[node] = Int32(k) }
        try self.init(
            nodes: order.map { anatomy.mesh.points[Int(graph.vertices[$0])] },
            edges: order.filter { parent[$0] != $0 }.map { SIMD2(number[parent[$0]], number[$0]) },
            entries: zip(roots, sites).map { PurkinjeEntry(node: number[$0], delay: $1.delay) },
            terminals: terminals.map { number[$0] }.sorted())
    }
}

/// Vertices and edges of an endocardial surface.
private struct EndocardialGraph {
    /// Mesh vertex of each node, ascending.
    let vertices: [Int32]
    private let positions: [Vec3]
    private let start: [Int]
    private let neighbours: [(node: Int, length: Double)]

    init(triangles: [SIMD3<Int32>], points: [Vec3]) {
        let vertices = Set(triangles.flatMap { [$0[0], $0[1], $0[2]] }).sorted()
        var node: [Int32: Int] = [:]
        for (k, vertex) in vertices.enumerated() { node[vertex] = k }
        var adjacent = [Set<Int32>](repeating: [], count: vertices.count)
        for t in triangles {
            for (a, b) in [(t[0], t[1]), (t[1], t[2]), (t[2], t[0])] {
                if let i = node[a], let j = node[b] {
                    adjacent[i].insert(b)
                    adjacent[j].insert(a)
                }
            }
        }
        var start = [0]
        var neighbours: [(node: Int, length: Double)] = []
        for (k, others) in adjacent.enumerated() {
            for other in others.sorted() {
                let length = (points[Int(vertices[k])] - points[Int(other)]).norm
                if let j = node[other] { neighbours.append((j, length)) }
            }
            start.append(neighbours.count)
        }
        self.vertices = vertices
        positions = vertices.map { points[Int($0)] }
        self.start = start
        self.neighbours = neighbours
    }

    /// The node nearest to a place; the smallest number of equals.
    func nearest(to point: Vec3) -> Int {
        positions.indices.min {
            (positions[$0] - point).norm < (positions[$1] - point).norm
        } ?? 0
    }

    /// Distance from the nearest of some nodes and the neighbour on the way there; the node itself for
    /// those nodes.
    func shortestWays(from roots: [Int]) -> (distance: [Double], parent: [Int]) {
        var distance = [Double](repeating: .infinity, count: vertices.count)
        var parent = Array(vertices.indices)
        for root in roots where distance[root] > 0 {
            relax(from: root, &distance) { parent[$0] = $1 }
            parent[root] = root
        }
        return (distance, parent)
    }

    /// Nodes such that none is farther than `spacing` from one of them, each chosen as the farthest
    /// from all before it; the first is the farthest from the roots, which are not among them.
    func spread(from roots: [Int], spacing: Double) -> [Int] {
        var distance = shortestWays(from: roots).distance
        var chosen: [Int] = []
        while let next = distance.indices.max(by: { distance[$0] < distance[$1] }),
            distance[next] > spacing
        {
            chosen.append(next)
            relax(from: next, &distance) { _, _ in }
        }
        return chosen
    }

    /// Lowers distances by the ways from one more source and reports each new predecessor.
    private func relax(
        from source: Int, _ distance: inout [Double], _ lowered: (_ node: Int, _ from: Int) -> Void
    ) {
        var queue = ArrivalQueue(capacity: 64)
        distance[source] = 0
        queue.push(0, Int32(source))
        while !queue.isEmpty {
            let (d, popped) = queue.pop()
            let node = Int(popped)
            guard d == distance[node] else { continue }
            for k in start[node]..<start[node + 1] {
                let longer = d + neighbours[k].length
                if longer < distance[neighbours[k].node] {
                    distance[neighbours[k].node] = longer
                    lowered(neighbours[k].node, node)
                    queue.push(longer, Int32(neighbours[k].node))
                }
            }
        }
    }
}
