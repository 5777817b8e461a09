public import Geometry
import MeshFormats
public import Numerics

/// A wall made from its surfaces alone: triangles of each surface, filled with tetrahedra by gmsh.
public enum SurfaceFilling {
    /// Distance of points of two surfaces that are the same, relative to the extent of all.
    private static let tolerance = 1e-6

    /// Joins surfaces at their rims and fills them.
    ///
    /// All triangles together must be one closed surface. Parts are the left ventricle's, or, with a
    /// right endocardium, within the thickness of its free wall the right ventricle's; the septum is not
    /// told apart.
    ///
    /// - `surfaces`: points [mm] and triangles of each tagged surface.
    /// - Throws: ``GmshError``, `GeometryError` for a surface that is not closed.
    public static func wall(
        _ surfaces: [(tag: SurfaceTag, points: [Vec3], triangles: [SIMD3<Int32>])],
        gmsh: GmshProgram
    ) throws -> VentricularAnatomy {
        var points: [Vec3] = []
        var triangles: [SIMD3<Int32>] = []
        var tags: [SurfaceTag] = []
        guard let box = BoundingBox(surfaces.flatMap(\.points)) else {
            throw GeometryError.emptyMesh
        }
        let cell = max(box.size.norm * tolerance, .leastNormalMagnitude)
        var known: [SIMD3<Int64>: Int32] = [:]
        func number(_ p: Vec3) -> Int32 {
            let home = (p - box.low) / cell
            let key = SIMD3(
                Int64(home.x.rounded()), Int64(home.y.rounded()), Int64(home.z.rounded()))
            for dx in Int64(-1)...1 {
                for dy in Int64(-1)...1 {
                    for dz in Int64(-1)...1 {
                        if let node = known[key &+ SIMD3(dx, dy, dz)],
                            (points[Int(node)] - p).norm <= cell
                        {
                            return node
                        }
                    }
                }
            }
            let node = Int32(points.count)
            known[key] = node
            points.append(p)
            return node
        }
        for surface in surfaces {
            let nodes = surface.points.map(number)
            for t in surface.triangles {
                triangles.append(SIMD3(nodes[Int(t.x)], nodes[Int(t.y)], nodes[Int(t.z)]))
                tags.append(surface.tag)
            }
        }
        triangles = try oriented(triangles, points)
        let filled = try gmsh.fill(points: points, triangles: triangles)
        var mesh = filled
        for tet in mesh.tets.indices where mesh.volume(tet) < 0 {
            let t = mesh.tets[tet]
            mesh.tets[tet] = SIMD4(t.y, t.x, t.z, t.w)
        }
        var tagOf: [SIMD3<Int32>: SurfaceTag] = [:]
        for (triangle, tag) in zip(triangles, tags) { tagOf[TetBoundary.key(triangle)] = tag }
        let boundary = try TetBoundary(mesh.tets)
        let missing = boundary.triangles.count { tagOf[TetBoundary.key($0)] == nil }
        if missing > 0 || boundary.triangles.count != triangles.count {
            throw GeometryError.foreignBoundary(
                missing: missing, faces: boundary.triangles.count)
        }
        let wall = VentricularAnatomy(
            mesh: mesh, regions: regions(mesh, triangles, tags, points),
            triangles: boundary.triangles,
            triangleTags: boundary.triangles.map { tagOf[TetBoundary.key($0)] ?? .base })
        return wall.compacted().0.spatiallyOrdered().0
    }

    /// Triangles turned so that neighbours agree and the volume inside is positive.
    private static func oriented(
        _ triangles: [SIMD3<Int32>], _ points: [Vec3]
    ) throws(GeometryError) -> [SIMD3<Int32>] {
        var byEdge: [SIMD2<Int32>: [Int]] = [:]
        for (index, t) in triangles.enumerated() {
            for (a, b) in [(t.x, t.y), (t.y, t.z), (t.z, t.x)] {
                byEdge[SIMD2(min(a, b), max(a, b)), default: []].append(index)
            }
        }
        for (edge, list) in byEdge.sorted(by: { ($0.key.x, $0.key.y) < ($1.key.x, $1.key.y) })
        where list.count != 2 {
            throw .nonManifoldEdge(first: edge.x, second: edge.y, triangles: list.count)
        }
        var turned = triangles
        var done = [Bool](repeating: false, count: triangles.count)
        for seed in triangles.indices where !done[seed] {
            done[seed] = true
            var shell = [seed]
            var next = 0
            while next < shell.count {
                let t = turned[shell[next]]
                next += 1
                for (a, b) in [(t.x, t.y), (t.y, t.z), (t.z, t.x)] {
                    for other in byEdge[SIMD2(min(a, b), max(a, b))] ?? [] where !done[other] {
                        let u = turned[other]
                        // A neighbour runs along the common edge the other way.
                        if [(u.x, u.y), (u.y, u.z), (u.z, u.x)].contains(where: { $0 == (a, b) }) {
                            turned[other] = SIMD3(u.y, u.x, u.z)
                        }
                        done[other] = true
                        shell.append(other)
                    }
                }
            }
            let volume = shell.reduce(0.0) { sum, k in
                let t = turned[k]
                let p = points[Int(t.x)]
                return sum + p.dot(points[Int(t.y)].cross(points[Int(t.z)]))
            }
            if volume < 0 {
                for k in shell { turned[k] = SIMD3(turned[k].y, turned[k].x, turned[k].z) }
            }
        }
        return turned
    }

    private static func regions(
        _ mesh: TetMesh, _ triangles: [SIMD3<Int32>], _ tags: [SurfaceTag], _ points: [Vec3]
    ) -> [WallRegion] {
        guard tags.contains(.rvEndocardium), tags.contains(.lvEndocardium) else {
            return [WallRegion](repeating: .leftVentricle, count: mesh.tets.count)
        }
        func centres(_ tag: SurfaceTag) -> [Vec3] {
            zip(triangles, tags).filter { $0.1 == tag }.map { triangle, _ in
                (0..<3).reduce(Vec3.zero) { $0 + points[Int(triangle[$1])] } / 3
            }
        }
        let left = NearestPoint(centres(.lvEndocardium))
        let outside = NearestPoint(centres(.epicardium))
        // The right endocardium belongs to the septum where the left one is behind it.
        let walls = centres(.rvEndocardium).filter {
            left.nearest(to: $0).distance > outside.nearest(to: $0).distance
        }
        // A right ventricle without free wall is none.
        if walls.isEmpty { return [WallRegion](repeating: .leftVentricle, count: mesh.tets.count) }
        let free = NearestPoint(walls)
        let thickness = walls.map { outside.nearest(to: $0).distance }
        return mesh.tets.indices.map { tet in
            let t = mesh.tets[tet]
            let centre = (0..<4).reduce(Vec3.zero) { $0 + mesh.points[Int(t[$1])] } / 4
            let (place, distance) = free.nearest(to: centre)
            // At the junction the left wall's outside is as near to the right endocardium.
            return distance < left.nearest(to: centre).distance
                && distance < Self.thicknessShare * thickness[place]
                ? .rightVentricle : .leftVentricle
        }
    }

    /// Distance from the right free endocardium up to which a tetrahedron is of that wall, relative to
    /// the wall's thickness there: what lies further is the left ventricle's outside.
    private static let thicknessShare = 1.2
}

/// The distance from a set of points.
private struct NearestPoint {
    private let points: [Vec3]
    private let tree: BoxTree

    init(_ points: [Vec3]) {
        self.points = points
        tree = BoxTree(points.map { BoundingBox(low: $0, high: $0) })
    }

    /// The nearest point and its distance; infinitely far where there are none.
    func nearest(to point: Vec3) -> (index: Int, distance: Double) {
        var best = (index: 0, distance: Double.infinity)
        if points.isEmpty { return best }
        tree.searchNearest(to: point) { index, _ in
            let distance = (points[index] - point).norm
            if distance < best.distance { best = (index, distance) }
            return best.distance
        }
        return best
    }
}
