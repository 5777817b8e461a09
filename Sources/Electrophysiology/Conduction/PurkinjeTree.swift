public import Numerics

/// A network of Purkinje fibres below the endocardium of one ventricle.
///
/// The fibres are insulated from the muscle except at their terminals. Loops are allowed.
public struct PurkinjeTree: Sendable, Equatable {
    /// Nodes [mm].
    public var nodes: [Vec3]
    /// Pairs of node numbers.
    public var edges: [SIMD2<Int32>]
    /// Where the bundle branch enters.
    public var root: Int32
    /// Nodes that couple to the muscle.
    public var terminals: [Int32]

    /// Makes a tree.
    ///
    /// - `terminals`: nodes that couple to the muscle; by default those at the end of exactly one
    ///   edge, without the root.
    /// - Throws: ``ElectrophysiologyError`` for node numbers out of range and nodes that are not
    ///   connected with the root.
    public init(
        nodes: [Vec3], edges: [SIMD2<Int32>], root: Int32 = 0, terminals: [Int32]? = nil
    ) throws(ElectrophysiologyError) {
        self.nodes = nodes
        self.edges = edges
        self.root = root
        self.terminals = terminals ?? []
        guard nodes.indices.contains(Int(root)) else {
            throw .vertexOutOfRange(
                what: "Purkinje root", index: 0, vertex: Int(root), vertices: nodes.count)
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

    /// Nodes at the end of exactly one edge, without the root.
    private var ends: [Int32] {
        var degree = [Int](repeating: 0, count: nodes.count)
        for edge in edges {
            degree[Int(edge.x)] += 1
            degree[Int(edge.y)] += 1
        }
        return nodes.indices.filter { degree[$0] == 1 && $0 != Int(root) }.map { Int32($0) }
    }

    /// Length of an edge [mm].
    public func length(_ edge: SIMD2<Int32>) -> Double {
        (nodes[Int(edge.x)] - nodes[Int(edge.y)]).norm
    }

    /// Shortest distance of each node from the root along the edges [mm], infinite where unconnected.
    public var pathLengths: [Double] {
        let corners = edges.flatMap { [$0.x, $0.y] }
        let incidence = Incidence(corners: corners, vertices: nodes.count)
        var distance = [Double](repeating: .infinity, count: nodes.count)
        var queue = ArrivalQueue(capacity: nodes.count)
        distance[Int(root)] = 0
        queue.push(0, root)
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
