import Geometry
import Glibc
import Numerics

/// Triangulates a surface anew with a wanted edge length, borders kept.
///
/// Rounds of splitting long edges, collapsing short ones, flipping to better triangles and
/// smoothing along the surface; every new or moved vertex is drawn onto the original surface or
/// border. No step may turn a triangle over or change how the surface hangs together.
///
/// Source: Botsch, Kobbelt, *A remeshing approach to multiresolution modeling*, Symposium on
/// Geometry Processing (2004) 185–192, doi:10.1145/1057432.1057457. Ours flips for the shape of the
/// triangles instead of the number of edges at a vertex, and keeps borders.
struct SurfaceRemesher {
    /// Rounds; edge lengths change little after the eighth (measured on rodero-01).
    private static let rounds = 12
    /// Edges longer than this times the wanted length are split, shorter ones collapsed (the
    /// source's values: the lengths after a split or collapse are no worse than before).
    private static let longest = 4.0 / 3
    private static let shortest = 4.0 / 5
    /// Least edges of a closed border: fewer could not follow a valve.
    private static let leastBorderEdges = 10.0
    /// Cosine of the most a triangle may turn in one step (45°).
    private static let turnLimit = 0.7
    /// Part of the way to the middle of its neighbours that smoothing moves a vertex.
    private static let relaxation = 0.6
    /// Least gain in shape for which an edge is flipped.
    private static let flipGain = 1.02

    private(set) var surface: EditableSurface
    private let target: SurfaceTarget
    private let field: SizeField

    init(_ surface: EditableSurface, target: SurfaceTarget, field: SizeField) {
        self.surface = surface
        self.target = target
        self.field = field
    }

    /// The new surface, compacted.
    mutating func run() -> EditableSurface {
        for _ in 0..<Self.rounds {
            split()
            collapse()
            flip()
            smooth()
        }
        flip()
        return surface.compacted()
    }

    /// Wanted length of an edge [mm].
    private func wanted(_ a: Int32, _ b: Int32) -> Double {
        let middle = 0.5 * (surface.points[Int(a)] + surface.points[Int(b)])
        let length = field.length(at: middle)
        guard surface.isBorder(a, b), let border = border(of: a, b) else { return length }
        let line = target.borders[border]
        return line.isClosed ? min(length, line.length / Self.leastBorderEdges) : length
    }

    private func length(_ a: Int32, _ b: Int32) -> Double {
        (surface.points[Int(a)] - surface.points[Int(b)]).norm
    }

    /// The original border an edge between two patches belongs to.
    private func border(of a: Int32, _ b: Int32) -> Int? {
        let sides = surface.triangles(on: a, b).map { surface.patches[Int($0)] }
        guard sides.count == 2 else { return nil }
        let middle = 0.5 * (surface.points[Int(a)] + surface.points[Int(b)])
        return target.border(between: sides[0], sides[1], nearest: middle)
    }

    private mutating func split() {
        for edge in surface.edges
        where length(edge.x, edge.y) > Self.longest * wanted(edge.x, edge.y) {
            let pair = surface.triangles(on: edge.x, edge.y)
            guard pair.count == 2 else { continue }
            let middle = 0.5 * (surface.points[Int(edge.x)] + surface.points[Int(edge.y)])
            let foot: Vec3
            if surface.isBorder(edge.x, edge.y) {
                guard let border = border(of: edge.x, edge.y) else { continue }
                foot = target.nearest(to: middle, border: border).foot
            } else {
                let direction = pair.reduce(Vec3.zero) { $0 + surface.normal($1) }
                foot = target.nearest(
                    to: middle, patch: surface.patches[Int(pair[0])], facing: direction)
            }
            surface.split(edge.x, edge.y, at: foot)
        }
    }

    private mutating func collapse() {
        for edge in surface.edges
        where length(edge.x, edge.y) < Self.shortest * wanted(edge.x, edge.y) {
            for (gone, kept) in [(edge.x, edge.y), (edge.y, edge.x)]
            where mayCollapse(gone, into: kept) {
                surface.collapse(gone, into: kept)
                break
            }
        }
    }

    private func mayCollapse(_ gone: Int32, into kept: Int32) -> Bool {
        let pair = surface.triangles(on: gone, kept)
        guard pair.count == 2 else { return false }
        switch surface.place(gone) {
        case .inside: break
        case .border: if !surface.isBorder(gone, kept) { return false }
        case .corner: return false
        }
        // Only then the surface keeps its topology.
        let around = surface.neighbours(gone)
        let common = around.filter { surface.neighbours(kept).contains($0) }
        guard common.count == 2, surface.fans[Int(kept)].count > 3 else { return false }
        for neighbour in around where neighbour != kept {
            if length(neighbour, kept) > Self.longest * wanted(neighbour, kept) { return false }
        }
        // Vertices opposite the edge lose a triangle.
        for vertex in common where surface.fans[Int(vertex)].count <= 3 { return false }
        return surface.fans[Int(gone)].allSatisfy { triangle in
            pair.contains(triangle)
                || keepsFacing(triangle, moving: gone, to: surface.points[Int(kept)])
        }
    }

    private func keepsFacing(_ triangle: Int32, moving vertex: Int32, to point: Vec3) -> Bool {
        let old = surface.normal(triangle)
        let new = surface.normal(triangle, moving: vertex, to: point)
        return new.dot(old) > Self.turnLimit * new.norm * old.norm
    }

    private mutating func flip() {
        for edge in surface.edges {
            let (a, b) = (edge.x, edge.y)
            let pair = surface.triangles(on: a, b)
            guard pair.count == 2, !surface.isBorder(a, b) else { continue }
            let c = surface.opposite(pair[0], a, b)
            let d = surface.opposite(pair[1], a, b)
            guard surface.triangles(on: c, d).isEmpty, surface.fans[Int(a)].count > 3,
                surface.fans[Int(b)].count > 3
            else { continue }
            let p = [a, b, c, d].map { surface.points[Int($0)] }
            let normals = pair.map { surface.normal($0) }
            let first = surface.normal(pair[0], moving: b, to: p[3])
            let second = surface.normal(pair[1], moving: a, to: p[2])
            let facing = (normals[0] + normals[1]).normalized
            guard first.dot(facing) > Self.turnLimit * first.norm,
                second.dot(facing) > Self.turnLimit * second.norm
            else { continue }
            let before = min(
                TriangleShape.quality(p[0], p[1], p[2]), TriangleShape.quality(p[0], p[1], p[3]))
            let after = min(
                TriangleShape.quality(p[0], p[3], p[2]), TriangleShape.quality(p[3], p[1], p[2]))
            if after > Self.flipGain * before { surface.flip(a, b) }
        }
    }

    private mutating func smooth() {
        for vertex in surface.fans.indices where !surface.fans[vertex].isEmpty {
            let number = Int32(vertex)
            let point = surface.points[vertex]
            guard let goal = smoothed(number, point) else { continue }
            if surface.fans[vertex].allSatisfy({ keepsFacing($0, moving: number, to: goal) }) {
                surface.points[vertex] = goal
            }
        }
    }

    private func smoothed(_ vertex: Int32, _ point: Vec3) -> Vec3? {
        switch surface.place(vertex) {
        case .corner: return nil
        case .inside(let patch):
            let normal = surface.normal(at: vertex)
            let step = Self.relaxation * (mean(surface.neighbours(vertex)) - point)
            let along = step - (step.dot(normal) / normal.dot(normal)) * normal
            return target.nearest(to: point + along, patch: patch, facing: normal)
        case .border(let low, let high):
            let ends = surface.neighbours(vertex).filter { surface.isBorder(vertex, $0) }
            guard let border = target.border(between: low, high, nearest: point) else { return nil }
            let step = Self.relaxation * (mean(ends) - point)
            return target.nearest(to: point + step, border: border).foot
        }
    }

    private func mean(_ vertices: [Int32]) -> Vec3 {
        vertices.reduce(.zero) { $0 + surface.points[Int($1)] } / Double(vertices.count)
    }
}

/// Shape of a triangle.
enum TriangleShape {
    /// `4 √3 A / Σ l²`: 1 for the equilateral triangle, 0 for a flat one.
    static func quality(_ a: Vec3, _ b: Vec3, _ c: Vec3) -> Double {
        let (ab, bc, ca) = (b - a, c - b, a - c)
        return 2 * 3.0.squareRoot() * ab.cross(c - a).norm
            / (ab.dot(ab) + bc.dot(bc) + ca.dot(ca))
    }
}
