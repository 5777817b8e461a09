/// Makes the triangles of a surface face the same way.
enum SurfaceOrientation {
    /// The triangles (six nodes each), turned where needed to agree with the first of their
    /// component.
    ///
    /// - Throws: ``FiniteElementsError/surfaceNotManifold(name:node:)`` for an edge with more than two
    ///   triangles and for a one-sided surface.
    static func consistent(_ triangles: [Int32], name: String) throws -> [Int32] {
        let count = triangles.count / 6
        var neighbours = [[(triangle: Int, same: Bool)]](repeating: [], count: count)
        for (_, edge) in edges(triangles).sorted(by: {
            ($0.key.low, $0.key.high) < ($1.key.low, $1.key.high)
        }) {
            if edge.count > 2 {
                throw FiniteElementsError.surfaceNotManifold(name: name, node: Int(edge[0].from))
            }
            guard edge.count == 2 else { continue }
            // Neighbours that agree run along their common edge in opposite directions.
            let same = edge[0].from != edge[1].from
            neighbours[edge[0].triangle].append((edge[1].triangle, same))
            neighbours[edge[1].triangle].append((edge[0].triangle, same))
        }
        var turned = [Bool?](repeating: nil, count: count)
        for start in 0..<count where turned[start] == nil {
            turned[start] = false
            var front = [start]
            while let t = front.popLast() {
                let state = turned[t] == true
                for (next, same) in neighbours[t] {
                    let wanted = same ? state : !state
                    if turned[next] == nil {
                        turned[next] = wanted
                        front.append(next)
                    } else if turned[next] != wanted {
                        throw FiniteElementsError.surfaceNotManifold(
                            name: name, node: Int(triangles[6 * next]))
                    }
                }
            }
        }
        var result = triangles
        for t in 0..<count where turned[t] == true {
            result.replaceSubrange(
                6 * t..<6 * t + 6, with: self.turned(Array(triangles[6 * t..<6 * t + 6])))
        }
        return result
    }

    /// All triangles facing the other way.
    static func turned(_ triangles: [Int32]) -> [Int32] {
        var result = triangles
        for t in 0..<triangles.count / 6 {
            result.swapAt(6 * t + 1, 6 * t + 2)
            result.swapAt(6 * t + 3, 6 * t + 5)
        }
        return result
    }

    private struct Key: Hashable {
        var low: Int32
        var high: Int32
    }

    private struct Use {
        var triangle: Int
        var from: Int32
    }

    private static func edges(_ triangles: [Int32]) -> [Key: [Use]] {
        var edges: [Key: [Use]] = [:]
        for t in 0..<triangles.count / 6 {
            for k in 0..<3 {
                let a = triangles[6 * t + k]
                let b = triangles[6 * t + (k + 1) % 3]
                edges[Key(low: min(a, b), high: max(a, b)), default: []].append(
                    Use(triangle: t, from: a))
            }
        }
        return edges
    }
}
