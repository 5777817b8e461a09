public import Numerics

/// A node at which a bundle branch enters its Purkinje tree.
public struct PurkinjeEntry: Sendable, Equatable {
    /// Node of the tree.
    public var node: Int32
    /// Time after the start of the beat [ms].
    public var delay: Double

    /// Enters at `node`, `delay` [ms] after the start of the beat.
    public init(node: Int32, delay: Double = 0) {
        self.node = node
        self.delay = delay
    }
}

/// A network of Purkinje fibres below the endocardium of one ventricle.
///
/// The fibres are insulated from the muscle except at their terminals. Loops are allowed.
public struct PurkinjeTree: Sendable, Equatable {
    /// Nodes [mm].
    public var nodes: [Vec3]
    /// Pairs of node numbers.
    public var edges: [SIMD2<Int32>]
    /// Where and when the bundle branch enters, at least one.
    public var entries: [PurkinjeEntry]
    /// Nodes that couple to the muscle.
    public var terminals: [Int32]

    /// Makes a tree.
    ///
    /// - `terminals`: nodes that couple to the muscle; by default those at the end of exactly one
    ///   edge, without the entries.
    /// - Throws: ``ElectrophysiologyError`` for node numbers out of range and nodes that are not
    ///   connected with an entry.
    public init(
        nodes: [Vec3], edges: [SIMD2<Int32>],
        entries: [PurkinjeEntry] = [PurkinjeEntry(node: 0)], terminals: [Int32]? = nil
    ) throws(ElectrophysiologyError) {
        self.nodes = nodes
        self.edges = edges
        self.entries = entries
        self.terminals = terminals ?? []
        for (index, entry) in entries.enumerated() {
            guard nodes.indices.contains(Int(entry.node)) else {
                throw .vertexOutOfRange(
                    what: "Purkinje entry", index: index, vertex: Int(entry.node),
                    vertices: nodes.count)
            }
            guard entry.delay >= 0, entry.delay.isFinite else {
                throw .timeNotValid(what: "delay of a Purkinje entry", value: entry.delay)
            }
        }
        for (index, edge) in edges.enumerated() {
            for end in [edge.x, edge.y] where !nodes.indices.contains(Int(end)) {
                throw .vertexOutOfRange(
                    what: "Purkinje edge", index: index, vertex: Int(end), vertices: nodes.count)
            }
        }
        if let terminals {
            for (index, node) in terminals.enumerated() where !nodes.indices.contains(Int(node)) {
                throw .vertexOutOfRange(
                    what: "Purkinje terminal", index: index, vertex: Int(node),
                    vertices: nodes.count)
            }
        } else {
            self.terminals = ends
        }
        let distance = pathLengths
        let lost = distance.indices.filter { !distance[$0].isFinite }
        if let first = lost.first {
            throw .disconnectedTree(nodes: lost.count, of: nodes.count, first: first)
        }
    }

    /// Nodes at the end of exactly one edge, without the entries.
    private var ends: [Int32] {
        var degree = [Int](repeating: 0, count: nodes.count)
        for edge in edges {
            degree[Int(edge.x)] += 1
            degree[Int(edge.y)] += 1
        }
        let entered = Set(entries.map { Int($0.node) })
        return nodes.indices.filter { degree[$0] == 1 && !entered.contains($0) }.map { Int32($0) }
    }

    /// The same tree, entered at the nodes nearest to given places instead.
    ///
    /// - Throws: as the initialiser.
    public func entered(
        at sites: [BreakthroughSite]
    ) throws(ElectrophysiologyError) -> PurkinjeTree {
        let entries = sites.map { site in
            PurkinjeEntry(
                node: Int32(
                    nodes.indices.min {
                        (nodes[$0] - site.point).norm < (nodes[$1] - site.point).norm
                    } ?? 0), delay: site.delay)
        }
        return try PurkinjeTree(nodes: nodes, edges: edges, entries: entries, terminals: nil)
    }

    /// Length of an edge [mm].
    public func length(_ edge: SIMD2<Int32>) -> Double {
        (nodes[Int(edge.x)] - nodes[Int(edge.y)]).norm
    }

    /// Shortest distance of each node from an entry along the edges [mm], infinite where unconnected.
    public var pathLengths: [Double] {
        let corners = edges.flatMap { [$0.x, $0.y] }
        let incidence = Incidence(corners: corners, vertices: nodes.count)
        var distance = [Double](repeating: .infinity, count: nodes.count)
        var queue = ArrivalQueue(capacity: nodes.count)
        for entry in entries where distance[Int(entry.node)] > 0 {
            distance[Int(entry.node)] = 0
            queue.push(0, entry.node)
        }
        while !queue.isEmpty {
            let (d, node) = queue.pop()
            guard d == distance[Int(node)] else { continue }
            for k in Int(incidence.start[Int(node)])..<Int(incidence.start[Int(node) + 1]) {
                let packed = Int(incidence.entry[k])
                let other = Int(corners[packed ^ 1])
                let longer = d + length(edges[packed / 2])
                if longer < distance[other] {
                    distance[other] = longer
                    queue.push(longer, Int32(other))
                }
            }
        }
        return distance
    }
}
