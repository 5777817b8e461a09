import Geometry
import Numerics

/// A closed triangle surface whose edges can be split, collapsed and flipped.
///
/// Edges between triangles of different patches (see ``CreasePatches``) are borders; no operation changes what a border
/// separates, so that valve rims stay rims.
struct EditableSurface {
    /// What a vertex may do without changing the borders.
    enum Place: Equatable {
        /// Inside one patch.
        case inside(Int32)
        /// On a border between two patches, lower number first.
        case border(Int32, Int32)
        /// Where borders meet or end: never moved.
        case corner
    }

    /// Vertices [mm]; those of no triangle are left over from collapses.
    var points: [Vec3]
    /// Triangles; (−1, −1, −1) where removed.
    private(set) var triangles: [SIMD3<Int32>]
    /// Patch of each triangle.
    private(set) var patches: [Int32]
    /// Triangles around each vertex.
    private(set) var fans: [[Int32]]

    private static let removed = SIMD3<Int32>(repeating: -1)

    /// Makes a surface from triangles on which every edge has two triangles.
    init(points: [Vec3], triangles: [SIMD3<Int32>], patches: [Int32]) {
        self.points = points
        self.triangles = triangles
        self.patches = patches
        fans = [[Int32]](repeating: [], count: points.count)
        for (number, t) in triangles.enumerated() {
            for k in 0..<3 { fans[Int(t[k])].append(Int32(number)) }
        }
    }

    /// The triangles that are left.
    var living: [Int] { triangles.indices.filter { triangles[$0] != Self.removed } }

    /// The surface without removed triangles and unused points.
    func compacted() -> EditableSurface {
        let used = fans.indices.filter { !fans[$0].isEmpty }
        var number = [Int32](repeating: -1, count: points.count)
        for (new, old) in used.enumerated() { number[old] = Int32(new) }
        let kept = living
        return EditableSurface(
            points: used.map { points[$0] },
            triangles: kept.map { k in
                let t = triangles[k]
                return SIMD3(number[Int(t.x)], number[Int(t.y)], number[Int(t.z)])
            },
            patches: kept.map { patches[$0] })
    }

    /// The edges, each once from its lower to its higher vertex, in a fixed order.
    var edges: [SIMD2<Int32>] {
        var edges: [SIMD2<Int32>] = []
        for t in triangles where t != Self.removed {
            for k in 0..<3 where t[k] < t[(k + 1) % 3] {
                edges.append(SIMD2(t[k], t[(k + 1) % 3]))
            }
        }
        return edges
    }

    /// The triangles on an edge: two, or none if it has gone.
    func triangles(on a: Int32, _ b: Int32) -> [Int32] {
        fans[Int(a)].filter { contains($0, b) }
    }

    /// The vertex of a triangle that is neither of two others.
    func opposite(_ triangle: Int32, _ a: Int32, _ b: Int32) -> Int32 {
        let t = triangles[Int(triangle)]
        return t.x != a && t.x != b ? t.x : t.y != a && t.y != b ? t.y : t.z
    }

    /// True between two patches.
    func isBorder(_ a: Int32, _ b: Int32) -> Bool {
        let pair = triangles(on: a, b)
        return pair.count == 2 && patches[Int(pair[0])] != patches[Int(pair[1])]
    }

    /// Vertices joined to one by an edge, in ascending order.
    func neighbours(_ vertex: Int32) -> [Int32] {
        var found: Set<Int32> = []
        for triangle in fans[Int(vertex)] {
            let t = triangles[Int(triangle)]
            for k in 0..<3 where t[k] != vertex { found.insert(t[k]) }
        }
        return found.sorted()
    }

    /// What a vertex may do.
    func place(_ vertex: Int32) -> Place {
        let around = Set(fans[Int(vertex)].map { patches[Int($0)] }).sorted()
        if around.count == 1 { return .inside(around[0]) }
        let borders = neighbours(vertex).count { isBorder(vertex, $0) }
        return around.count == 2 && borders == 2 ? .border(around[0], around[1]) : .corner
    }

    /// Twice the vector area of a triangle [mm²].
    func normal(_ triangle: Int32) -> Vec3 {
        let t = triangles[Int(triangle)]
        return normal(points[Int(t.x)], points[Int(t.y)], points[Int(t.z)])
    }

    /// Twice the vector area of a triangle [mm²] with one corner moved.
    func normal(_ triangle: Int32, moving vertex: Int32, to point: Vec3) -> Vec3 {
        let t = triangles[Int(triangle)]
        let corners = (0..<3).map { t[$0] == vertex ? point : points[Int(t[$0])] }
        return normal(corners[0], corners[1], corners[2])
    }

    private func normal(_ a: Vec3, _ b: Vec3, _ c: Vec3) -> Vec3 { (b - a).cross(c - a) }

    /// Sum of the normals of the triangles around a vertex.
    func normal(at vertex: Int32) -> Vec3 {
        fans[Int(vertex)].reduce(.zero) { $0 + normal($1) }
    }

    private func contains(_ triangle: Int32, _ vertex: Int32) -> Bool {
        let t = triangles[Int(triangle)]
        return t.x == vertex || t.y == vertex || t.z == vertex
    }

    /// Puts a new vertex on an edge.
    mutating func split(_ a: Int32, _ b: Int32, at point: Vec3) {
        let middle = Int32(points.count)
        points.append(point)
        fans.append([])
        for triangle in triangles(on: a, b) {
            let number = Int(triangle)
            let second = Int32(triangles.count)
            var other = triangles[number]
            for k in 0..<3 {
                if triangles[number][k] == b { triangles[number][k] = middle }
                if other[k] == a { other[k] = middle }
            }
            triangles.append(other)
            patches.append(patches[number])
            let apex = opposite(second, middle, b)
            fans[Int(b)].removeAll { $0 == triangle }
            fans[Int(b)].append(second)
            fans[Int(apex)].append(second)
            fans[Int(middle)].append(contentsOf: [triangle, second])
        }
    }

    /// Draws a vertex into a neighbour; the two triangles between them vanish.
    mutating func collapse(_ gone: Int32, into kept: Int32) {
        for triangle in fans[Int(gone)] {
            let number = Int(triangle)
            if contains(triangle, kept) {
                for k in 0..<3 where triangles[number][k] != gone {
                    fans[Int(triangles[number][k])].removeAll { $0 == triangle }
                }
                triangles[number] = Self.removed
            } else {
                for k in 0..<3 where triangles[number][k] == gone { triangles[number][k] = kept }
                fans[Int(kept)].append(triangle)
            }
        }
        fans[Int(gone)] = []
    }

    /// Replaces the edge between two triangles of one patch by the other diagonal.
    mutating func flip(_ a: Int32, _ b: Int32) {
        let pair = triangles(on: a, b)
        let c = opposite(pair[0], a, b)
        let d = opposite(pair[1], a, b)
        // The first triangle gives up b for d, the second a for c: both keep their orientation.
        for k in 0..<3 {
            if triangles[Int(pair[0])][k] == b { triangles[Int(pair[0])][k] = d }
            if triangles[Int(pair[1])][k] == a { triangles[Int(pair[1])][k] = c }
        }
        fans[Int(b)].removeAll { $0 == pair[0] }
        fans[Int(a)].removeAll { $0 == pair[1] }
        fans[Int(d)].append(pair[0])
        fans[Int(c)].append(pair[1])
    }
}
