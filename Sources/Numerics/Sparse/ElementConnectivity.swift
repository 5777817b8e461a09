/// Node numbers of a family of elements that all have the same number of nodes.
///
/// Volume elements, boundary faces and springs are three families of one mesh; each gets its own
/// ``BlockScatterMap`` into the shared ``NodeBlockPattern``.
public struct ElementConnectivity: Sendable {
    /// Node numbers, ``nodesPerElement`` for each element, flat.
    public let nodes: [Int32]
    /// Nodes of each element.
    public let nodesPerElement: Int

    /// Number of elements.
    public var elementCount: Int { nodes.count / nodesPerElement }

    /// Makes a family; `nodes.count` must be a multiple of `nodesPerElement`.
    public init(nodes: [Int32], nodesPerElement: Int) {
        precondition(nodesPerElement > 0 && nodes.count % nodesPerElement == 0)
        self.nodes = nodes
        self.nodesPerElement = nodesPerElement
    }

    /// Checks that every node number is in 0 ..< nodeCount.
    ///
    /// - Throws: ``NumericsError/invalidConnectivity(node:element:nodeCount:)``.
    public func validate(nodeCount: Int) throws(NumericsError) {
        for (k, node) in nodes.enumerated() where node < 0 || Int(node) >= nodeCount {
            throw .invalidConnectivity(
                node: Int(node), element: k / nodesPerElement, nodeCount: nodeCount)
        }
    }
}
