import Geometry
import Numerics

/// The original surface onto which a new one is drawn: its patches and their borders.
struct SurfaceTarget: Sendable {
    /// A border between two patches: the edges that hang together.
    struct Border: Sendable {
        /// Patches on the two sides, lower first.
        var patches: (Int32, Int32)
        /// True for a loop without corners.
        var isClosed: Bool
        /// Length of all edges [mm].
        var length: Double
    }

    /// The borders.
    let borders: [Border]
    private let points: [Vec3]
    private let triangles: [SIMD3<Int32>]
    private let normals: [Vec3]
    private let trianglesOfPatch: [Int32: (numbers: [Int], tree: BoxTree)]
    private let segmentsOfBorder: [(edges: [SIMD2<Int32>], tree: BoxTree)]

    /// Prepares the search; O(n log n).
    init(_ surface: EditableSurface) {
        points = surface.points
        triangles = surface.triangles
        normals = surface.triangles.indices.map { surface.normal(Int32($0)) }
        var byPatch: [Int32: (numbers: [Int], tree: BoxTree)] = [:]
        for patch in Set(surface.patches) {
            let numbers = surface.triangles.indices.filter { surface.patches[$0] == patch }
            let boxes = numbers.map { number in
                let t = surface.triangles[number]
                var box = BoundingBox(
                    low: surface.points[Int(t.x)], high: surface.points[Int(t.x)])
                box.include(surface.points[Int(t.y)])
                box.include(surface.points[Int(t.z)])
                return box
            }
            byPatch[patch] = (numbers, BoxTree(boxes))
        }
        trianglesOfPatch = byPatch
        let groups = Self.borderEdges(surface)
        borders = groups.map { group in
            Border(
                patches: group.patches,
                isClosed: Self.isClosed(group.edges),
                length: group.edges.reduce(0) { sum, edge in
                    sum + (surface.points[Int(edge.x)] - surface.points[Int(edge.y)]).norm
                })
        }
        segmentsOfBorder = groups.map { group in
            let boxes = group.edges.map { edge in
                var box = BoundingBox(
                    low: surface.points[Int(edge.x)], high: surface.points[Int(edge.x)])
                box.include(surface.points[Int(edge.y)])
                return box
            }
            return (group.edges, BoxTree(boxes))
        }
    }

    /// Border edges between the same patches, joined over vertices that are no corners.
    private static func borderEdges(
        _ surface: EditableSurface
    ) -> [(patches: (Int32, Int32), edges: [SIMD2<Int32>])] {
        let edges = surface.edges.filter { surface.isBorder($0.x, $0.y) }
        var sets = DisjointSets(count: edges.count)
        var edgesOfVertex: [Int32: [Int]] = [:]
        for (number, edge) in edges.enumerated() {
            edgesOfVertex[edge.x, default: []].append(number)
            edgesOfVertex[edge.y, default: []].append(number)
        }
        for (vertex, numbers) in edgesOfVertex where surface.place(vertex) != .corner {
            for (a, b) in zip(numbers, numbers.dropFirst()) { sets.join(a, b) }
        }
        return sets.groups().map { group in
            let first = edges[group[0]]
            let sides = surface.triangles(on: first.x, first.y).map { surface.patches[Int($0)] }
                .sorted()
            return ((sides[0], sides[1]), group.map { edges[$0] })
        }
    }

    private static func isClosed(_ edges: [SIMD2<Int32>]) -> Bool {
        var ends: [Int32: Int] = [:]
        for edge in edges {
            ends[edge.x, default: 0] += 1
            ends[edge.y, default: 0] += 1
        }
        return ends.values.allSatisfy { $0 == 2 }
    }

    /// The nearest point of a patch that faces the same way.
    ///
    /// Facing matters where two sheets of one patch come close, as in the tip of the right
    /// ventricle's cavity.
    func nearest(to point: Vec3, patch: Int32, facing direction: Vec3) -> Vec3 {
        guard let (numbers, tree) = trianglesOfPatch[patch] else { return point }
        var best = point
        var bestDistance = Double.infinity
        tree.searchNearest(to: point) { item, _ in
            let number = numbers[item]
            guard normals[number].dot(direction) > 0 else { return bestDistance }
            let t = triangles[number]
            let (a, b, c) = (points[Int(t.x)], points[Int(t.y)], points[Int(t.z)])
            let weights = TriangleProjection.nearest(point, a, b, c)
            let foot = weights.x * a + weights.y * b + weights.z * c
            let distance = (foot - point).norm
            if distance < bestDistance {
                best = foot
                bestDistance = distance
            }
            return bestDistance
        }
        return best
    }

    /// The nearest point of a border [mm] and how far away it is.
    func nearest(to point: Vec3, border: Int) -> (foot: Vec3, distance: Double) {
        let (edges, tree) = segmentsOfBorder[border]
        var best = (foot: point, distance: Double.infinity)
        tree.searchNearest(to: point) { item, _ in
            let a = points[Int(edges[item].x)]
            let ab = points[Int(edges[item].y)] - a
            let part = min(1, max(0, ab.dot(point - a) / ab.dot(ab)))
            let foot = a + part * ab
            let distance = (foot - point).norm
            if distance < best.distance { best = (foot, distance) }
            return best.distance
        }
        return best
    }

    /// The border between two patches that runs nearest to a point.
    func border(between first: Int32, _ second: Int32, nearest point: Vec3) -> Int? {
        let (low, high) = (min(first, second), max(first, second))
        return borders.indices
            .filter { borders[$0].patches == (low, high) }
            .map { (border: $0, distance: nearest(to: point, border: $0).distance) }
            .min { $0.distance < $1.distance }?.border
    }
}
