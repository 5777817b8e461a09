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

/// Sets of numbers that can be joined.
struct DisjointSets {
    private var parent: [Int]

    init(count: Int) { parent = Array(0..<count) }

    /// The representative of the set of a member.
    mutating func find(_ member: Int) -> Int {
        var member = member
        while parent[member] != member {
            parent[member] = parent[parent[member]]
            member = parent[member]
        }
        return member
    }

    /// Joins the sets of two members.
    mutating func join(_ a: Int, _ b: Int) {
        let a = find(a)
        let b = find(b)
        parent[max(a, b)] = min(a, b)
    }

    /// The members of each set, sets and members in ascending order.
    mutating func groups() -> [[Int]] {
        var numberOfRoot: [Int: Int] = [:]
        var groups: [[Int]] = []
        for member in parent.indices {
            let root = find(member)
            if let number = numberOfRoot[root] {
                groups[number].append(member)
            } else {
                numberOfRoot[root] = groups.count
                groups.append([member])
            }
        }
        return groups
    }
}
