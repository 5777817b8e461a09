/// Sets of numbers that can be joined.
package struct DisjointSets: Sendable {
    private var parent: [Int]

    /// Every member alone, from 0 on.
    package init(count: Int) { parent = Array(0..<count) }

    /// The representative of the set of a member.
    package mutating func find(_ member: Int) -> Int {
        var member = member
        while parent[member] != member {
            parent[member] = parent[parent[member]]
            member = parent[member]
        }
        return member
    }

    /// Joins the sets of two members.
    package mutating func join(_ a: Int, _ b: Int) {
        let a = find(a)
        let b = find(b)
        parent[max(a, b)] = min(a, b)
    }

    /// The members of each set, sets and members in ascending order.
    package mutating func groups() -> [[Int]] {
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
