/// The connected parts of a set of tetrahedra, joined over common faces.
public struct TetComponents: Sendable {
    /// Component of each tetrahedron, numbered by falling size.
    public let componentOfTet: [Int]
    /// Tetrahedra of each component.
    public let sizes: [Int]

    /// Finds the components.
    ///
    /// - Complexity: O(n) for meshes with a bounded number of elements per node.
    public init(_ tets: [SIMD4<Int32>]) {
        var sets = DisjointSets(count: tets.count)
        for group in TetFaces(tets) {
            for (a, b) in zip(group, group.dropFirst()) { sets.join(Int(a.tet), Int(b.tet)) }
        }
        let groups = sets.groups()
        let order = groups.indices.sorted { groups[$0].count > groups[$1].count }
        var component = [Int](repeating: 0, count: tets.count)
        for (number, group) in order.enumerated() {
            for tet in groups[group] { component[tet] = number }
        }
        componentOfTet = component
        sizes = order.map { groups[$0].count }
    }
}
